// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/simulator.h"

#include "core/machine/limits.h"
#include "core/sim/sim_server.h"

#include <fstream>
#include <thread>
#include <utility>

namespace inferometer {

namespace {

constexpr std::uint64_t kWantedDescriptors = 65536;

class ThreadedSimulator final : public Simulator
{
public:
    ThreadedSimulator(const SimSpec& spec, SimServer::Parts parts)
        : m_port(parts.listener.port)
        , m_certificate(parts.tls ? parts.tls->certificatePem() : "")
        , m_server(spec, std::move(parts))
        , m_thread([this](const std::stop_token& stop) { m_server.run(stop); })
    {}
    ~ThreadedSimulator() override { join(); }
    ThreadedSimulator(const ThreadedSimulator&) = delete;
    ThreadedSimulator& operator=(const ThreadedSimulator&) = delete;

    std::uint16_t port() const override { return m_port; }
    std::string url() const override
    {
        return (m_certificate.empty() ? "http://127.0.0.1:" : "https://127.0.0.1:") + std::to_string(m_port);
    }
    std::string certificatePem() const override { return m_certificate; }
    Status stop() override
    {
        join();
        return m_server.closeTruth();
    }
    std::uint64_t requestsSeen() const override { return m_server.requestsSeen(); }

private:
    void join()
    {
        if (!m_thread.joinable())
            return;
        m_thread.request_stop();
        m_server.wake();
        m_thread.join();
    }

    const Fd m_stamps = keepStampsOn();  // so that the first request has its arrival too
    const std::uint16_t m_port;
    const std::string m_certificate;
    SimServer m_server;
    std::jthread m_thread;  // last: it uses the server
};

Status writeCertificate(const std::string& path, const std::string& pem)
{
    std::ofstream file{path, std::ios::binary};
    if (file << pem && file.flush())
        return {};
    return Error::verbatim(Errc::Disk,
                           "Cannot write the certificate to " + path + "; give a path in a folder you may write to.",
                           "certificate-file");
}

Status prepareTls(const SimSpec& spec, SimServer::Parts& parts)
{
    if (!spec.tls)
        return {};
    Result<std::shared_ptr<TlsContext>> context = TlsContext::server();
    if (!context)
        return context.error();
    parts.tls = std::move(context).value();
    return spec.certificateFile.empty() ? Status{}
                                        : writeCertificate(spec.certificateFile, parts.tls->certificatePem());
}

}  // namespace

Result<std::unique_ptr<Simulator>> Simulator::start(const SimSpec& spec)
{
    if (Status status = validateSimSpec(spec); !status)
        return status.error();
    raiseDescriptorLimit(kWantedDescriptors);
    SimServer::Parts parts;
    if (Status status = prepareTls(spec, parts); !status)
        return status.error();
    if (!spec.truthLog.empty()) {
        Result<std::unique_ptr<TruthLog>> log = TruthLog::open(spec.truthLog);
        if (!log)
            return log.error();
        parts.truth = std::move(log).value();
    }
    Result<Listener> listener = listenOn(static_cast<std::uint16_t>(spec.port), true);
    if (!listener)
        return listener.error();
    parts.listener = std::move(listener).value();
    return std::unique_ptr<Simulator>{std::make_unique<ThreadedSimulator>(spec, std::move(parts))};
}

}  // namespace inferometer
