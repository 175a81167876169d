// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls.h"

#include "core/http/system_trust.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T* pointer) const
    {
        Free(pointer);
    }
};
using Context = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Deleter<SSL_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Memory = std::unique_ptr<BIO, Deleter<BIO_free>>;

constexpr std::array<unsigned char, 9> kAlpn{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

class OpenSslContext : public TlsContext
{
public:
    explicit OpenSslContext(Context context, std::string pem = {})
        : m_context(std::move(context))
        , m_pem(std::move(pem))
    {}
    SSL_CTX* get() const { return m_context.get(); }
    std::string certificatePem() const override { return m_pem; }

private:
    Context m_context;
    std::string m_pem;
};

std::string reasonOf(unsigned long code)
{
    const char* reason = code != 0 ? ERR_reason_error_string(code) : nullptr;
    return reason != nullptr ? reason : "the peer closed the connection";
}

// Of an IP entry: 4 or 16 bytes.
std::string addressText(std::string_view bytes)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    if (bytes.size() == 4 || bytes.size() == 16)
        inet_ntop(family, bytes.data(), text.data(), text.size());
    return text.data();
}

unsigned long takeError()
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    return code;
}

std::string lastError() { return reasonOf(takeError()); }

// "localhost, 127.0.0.1": the first names that stand in a certificate; empty when it has none.
std::string namesIn(X509* certificate)
{
    constexpr int kMost = 5;
    constexpr std::size_t kLongest = 100;
    using Names = std::unique_ptr<GENERAL_NAMES, Deleter<GENERAL_NAMES_free>>;
    const Names names{
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr))};
    const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
    std::string text;
    for (int i = 0; i < std::min(count, kMost); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        const bool isAddress = name->type == GEN_IPADD;
        if (!isAddress && name->type != GEN_DNS)
            continue;
        const ASN1_STRING* value = isAddress ? name->d.iPAddress : name->d.dNSName;
        const std::string_view bytes{reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                                     static_cast<std::size_t>(ASN1_STRING_length(value))};
        text.append(text.empty() ? "" : ", ").append(isAddress ? addressText(bytes) : bytes.substr(0, kLongest));
    }
    return count > kMost ? text + ", ..." : text;
}

// By the library's own places, which SSL_CERT_FILE and SSL_CERT_DIR may name, or where this system has them.
void trustSystem(SSL_CTX* context)
{
    SSL_CTX_set_default_verify_paths(context);
    const auto isThere = [](const char* path) { return ::access(path, R_OK) == 0; };
    if (isThere(X509_get_default_cert_file()) || isThere(X509_get_default_cert_dir()))
        return;
    if (const std::string file = systemCaFile(); !file.empty())
        SSL_CTX_load_verify_file(context, file.c_str());
    ERR_clear_error();
}

bool addExtension(X509* certificate, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    if (extension == nullptr)
        return false;
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return true;
}

Certificate selfSigned(EVP_PKEY* key)
{
    Certificate certificate{X509_new()};
    X509* x = certificate.get();
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 10L * 365 * 24 * 3600);
    X509_set_pubkey(x, key);
    X509_NAME* name = X509_get_subject_name(x);
    constexpr std::string_view kName = "inferometer simulated endpoint";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(kName.data()),
                               static_cast<int>(kName.size()), -1, 0);
    X509_set_issuer_name(x, name);
    addExtension(x, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(x, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    return X509_sign(x, key, EVP_sha256()) > 0 ? std::move(certificate) : nullptr;
}

std::string pemOf(X509* certificate)
{
    const Memory memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(memory.get(), certificate);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

// NOLINTNEXTLINE(readability-function-size): OpenSSL's signature
int chooseHttp11(SSL* /*ssl*/, const unsigned char** out, unsigned char* length, const unsigned char* offered,
                 unsigned int offeredLength, void* /*data*/)
{
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, length, kAlpn.data(), kAlpn.size(), offered, offeredLength)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

class OpenSslStream : public TlsStream
{
public:
    OpenSslStream(std::shared_ptr<TlsContext> context, Session session, bool client)
        : m_context(std::move(context))
        , m_session(std::move(session))
        , m_in(BIO_new(BIO_s_mem()))
        , m_out(BIO_new(BIO_s_mem()))
    {
        BIO_set_mem_eof_return(m_in, -1);
        BIO_set_mem_eof_return(m_out, -1);
        SSL_set_bio(m_session.get(), m_in, m_out);  // owns both
        if (client)
            SSL_set_connect_state(m_session.get());
        else
            SSL_set_accept_state(m_session.get());
    }

    Progress handshake() override
    {
        const int done = SSL_do_handshake(m_session.get());
        if (done == 1)
            return Progress::Done;
        const int why = SSL_get_error(m_session.get(), done);
        if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE)
            return Progress::NeedsPeer;
        m_said = handshakeError();
        return Progress::Failed;
    }

    void received(std::string_view ciphertext) override
    {
        BIO_write(m_in, ciphertext.data(), static_cast<int>(ciphertext.size()));
    }

    long read(std::span<char> buffer) override
    {
        const int got = SSL_read(m_session.get(), buffer.data(), static_cast<int>(buffer.size()));
        if (got > 0)
            return got;
        switch (SSL_get_error(m_session.get(), got)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            return 0;
        case SSL_ERROR_ZERO_RETURN:
            return -1;
        default:
            m_said = sentence("errors", "TLS failed: %1.").with(Figure::cause(lastError()));
            return -2;
        }
    }

    bool hasPartial() const override { return SSL_has_pending(m_session.get()) == 1 || BIO_pending(m_in) > 0; }

    bool write(std::string_view plain) override
    {
        std::size_t written = 0;
        if (SSL_write_ex(m_session.get(), plain.data(), plain.size(), &written) == 1)
            return true;
        m_said = sentence("errors", "TLS failed: %1.").with(Figure::cause(lastError()));
        return false;
    }

    std::string_view pending() override
    {
        char* data = nullptr;
        const long size = BIO_get_mem_data(m_out, &data);
        return {data, static_cast<std::size_t>(size)};
    }

    void consume(std::size_t bytes) override
    {
        std::array<char, 4096> sink{};
        while (bytes > 0) {
            const int taken = BIO_read(m_out, sink.data(), static_cast<int>(std::min(bytes, sink.size())));
            if (taken <= 0)
                return;
            bytes -= static_cast<std::size_t>(taken);
        }
    }

    Sentence said() const override { return m_said; }

private:
    Sentence handshakeError()
    {
        const unsigned long code = takeError();  // always taken: what stays behind would fail the thread's next stream
        const long verdict = SSL_get_verify_result(m_session.get());
        if (verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH)
            return otherHost();
        if (verdict != X509_V_OK)
            return sentence("errors", "The certificate is not trusted (%1); give its authority with %2.")
                .with(Figure::cause(X509_verify_cert_error_string(verdict)), Figure::flag("ca-file"));
        if (ERR_GET_REASON(code) == SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL)
            return sentence("errors",
                            "The port speaks no HTTP/1.1 (HTTP/2 or gRPC alone?); give one that does, or a gateway.");
        return sentence("errors", "The TLS handshake failed: %1.").with(Figure::cause(reasonOf(code)));
    }

    Sentence otherHost() const
    {
        const STACK_OF(X509)* chain = SSL_get0_verified_chain(m_session.get());
        const std::string names = chain != nullptr && sk_X509_num(chain) > 0 ? namesIn(sk_X509_value(chain, 0)) : "";
        if (names.empty())
            return sentence("errors", "The certificate is for another host; check the base URL's host name.");
        return sentence("errors", "The certificate is for another host: it names %1. Check the base URL's host name.")
            .with(names);
    }

    std::shared_ptr<TlsContext> m_context;
    Session m_session;
    BIO* m_in;
    BIO* m_out;
    Sentence m_said;
};

bool isAddress(const std::string& host)
{
    ASN1_OCTET_STRING* parsed = a2i_IPADDRESS(host.c_str());
    ASN1_OCTET_STRING_free(parsed);
    return parsed != nullptr;
}

// SNI carries names only (RFC 6066, section 3); an address is verified against the certificate's IP entries.
bool expectHost(SSL* ssl, const std::string& host)
{
    if (isAddress(host))
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
    // What SSL_set_tlsext_host_name() spells with a C cast; the name is copied.
    std::string name = host;
    return SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) == 1
        && SSL_set1_host(ssl, host.c_str()) == 1;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::client(const std::string& caFile, bool insecure)
{
    Context context{SSL_CTX_new(TLS_client_method())};
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_alpn_protos(context.get(), kAlpn.data(), kAlpn.size());
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);  // 34 KiB less a stream that waits
    SSL_CTX_set_verify(context.get(), insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
    if (!caFile.empty() && SSL_CTX_load_verify_file(context.get(), caFile.c_str()) != 1) {
        ERR_clear_error();
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The CA file %1 cannot be read as PEM certificates; check its path and content.")
                .with(caFile),
            "ca-file"};
    }
    if (caFile.empty())
        trustSystem(context.get());
    return std::shared_ptr<TlsContext>{std::make_shared<OpenSslContext>(std::move(context))};
}

Result<std::shared_ptr<TlsContext>> TlsContext::server()
{
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = key ? selfSigned(key.get()) : nullptr;
    Context context{SSL_CTX_new(TLS_server_method())};
    if (!certificate || !context || SSL_CTX_use_certificate(context.get(), certificate.get()) != 1
        || SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        return Error{Errc::Unsupported, sentence("errors", "Making a TLS certificate failed: %1.").with(lastError()),
                     "tls"};
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context.get(), chooseHttp11, nullptr);
    return std::shared_ptr<TlsContext>{std::make_shared<OpenSslContext>(std::move(context), pemOf(certificate.get()))};
}

std::unique_ptr<TlsStream> TlsStream::make(const std::shared_ptr<TlsContext>& context, const std::string& hostName)
{
    auto* raw = static_cast<OpenSslContext*>(context.get());
    Session session{SSL_new(raw->get())};
    if (!session || (!hostName.empty() && !expectHost(session.get(), hostName)))
        return nullptr;
    return std::make_unique<OpenSslStream>(context, std::move(session), !hostName.empty());
}

}  // namespace inferometer
