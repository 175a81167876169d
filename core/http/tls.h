// SPDX-License-Identifier: GPL-3.0-or-later
// TLS over memory: ciphertext goes in and out as bytes, so it passes through the same stamped read as plain text.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

// Certificates and rules, shared by many streams. Immutable once made.
class TlsContext
{
public:
    // A client that verifies chain and host name against the system's authorities, or `caFile` when given; `insecure`
    // verifies nothing. ALPN http/1.1.
    static Result<std::shared_ptr<TlsContext>> client(const std::string& caFile, bool insecure);

    // A server with a self-signed certificate it makes for localhost, 127.0.0.1 and ::1; certificatePem() is what a
    // client gives as its CA file.
    static Result<std::shared_ptr<TlsContext>> server();

    virtual ~TlsContext() = default;
    virtual std::string certificatePem() const = 0;
};

class TlsStream
{
public:
    // `hostName` is sent as SNI and verified (a client); empty for a server.
    static std::unique_ptr<TlsStream> make(const std::shared_ptr<TlsContext>& context, const std::string& hostName);
    virtual ~TlsStream() = default;

    enum class Progress { Done, NeedsPeer, Failed };

    // Drives the handshake with what was received so far. Failed: errorText().
    virtual Progress handshake() = 0;

    // Ciphertext from the socket.
    virtual void received(std::string_view ciphertext) = 0;

    // Decrypts into `buffer`: the bytes written, 0 when more ciphertext is needed, -1 at close_notify, -2 on failure.
    virtual long read(std::span<char> buffer) = 0;

    // Ciphertext was received that is not a whole record yet.
    virtual bool hasPartial() const = 0;

    // Encrypts; the ciphertext is then waiting in pending().
    virtual bool write(std::string_view plain) = 0;

    // Ciphertext to send: a view that stays valid until consume() or any other call.
    virtual std::string_view pending() = 0;
    virtual void consume(std::size_t bytes) = 0;

    // What failed: "The certificate is for another host; ...".
    virtual Sentence said() const = 0;
    std::string errorText() const { return said().text(); }
};

}  // namespace inferometer
