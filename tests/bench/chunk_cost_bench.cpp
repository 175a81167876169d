// SPDX-License-Identifier: GPL-3.0-or-later
// CPU per chunk (received, stamped, decoded, recorded) against a bare epoll + recv loop on the same stream, side by
// side.
#include "core/load/run.h"
#include "core/machine/thread.h"
#include "core/workload/prompt_book.h"

#include "chunk_server.h"
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace inferometer {
namespace {

SocketAddress loopback(std::uint16_t port) { return resolve("127.0.0.1", port).value().addresses.front(); }

std::shared_ptr<Plan> planFor(const ChunkServer& server, const ChunkServerSpec& spec)
{
    auto plan = std::make_shared<Plan>();
    plan->spec.arrivals.numConcurrentRequests = spec.streams;
    plan->spec.arrivals.numRequests = spec.streams;
    plan->spec.prompts.numOutputTokens = spec.chunks;
    plan->spec.arrivals.workers = 1;
    plan->runId = "bench";
    plan->target.dialect = findDialect("openai-chat");
    plan->target.addresses = {loopback(server.port())};
    plan->setClosedLoop();
    auto book = std::make_shared<PromptBook>(1, PromptReuse::Shared, spec.chunks);
    book->setPrompts({{"bench", "hello", 0, 1}}, BodyTemplate{"{\"prompt\":\"", "\"}"});
    plan->source = book;
    plan->target.head = Secret{"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"};
    return plan;
}

struct Cost
{
    double seconds = 0;
    std::uint64_t chunks = 0;
    std::uint64_t inexact = 0;
};

Cost ours(const ChunkServerSpec& spec)
{
    const ChunkServer server{spec};
    auto run = Run::start(planFor(server, spec), {});
    if (!run)
        std::abort();
    run.value()->wait();
    const SnapshotPtr last = run.value()->snapshot();
    const RunFacts& facts = run.value()->facts();
    if (last->ok != static_cast<std::uint64_t>(spec.streams))
        std::printf("only %llu of %d requests ended well\n", static_cast<unsigned long long>(last->ok), spec.streams);
    return {seconds(facts.workerCpu), last->chunks, facts.stamps[1] + facts.stamps[2]};
}

Fd askBarely(const SocketAddress& address, int poller)
{
    Fd fd{socket(address.family(), SOCK_STREAM, 0)};
    if (connect(fd.get(), std::bit_cast<const sockaddr*>(address.bytes.data()), address.length) != 0)
        std::abort();
    constexpr std::string_view kRequest = "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
    if (send(fd.get(), kRequest.data(), kRequest.size(), 0) < 0)
        std::abort();
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd.get();
    epoll_ctl(poller, EPOLL_CTL_ADD, fd.get(), &event);
    return fd;
}

Cost bare(const ChunkServerSpec& spec)
{
    const ChunkServer server{spec};
    const SocketAddress address = loopback(server.port());
    Cost cost;
    std::thread client{[&] {
        const int poller = epoll_create1(0);
        std::vector<Fd> fds;
        for (int i = 0; i < spec.streams; ++i)
            fds.push_back(askBarely(address, poller));
        const Nanos before = threadCpuTime();
        std::size_t left = server.answerBytes() * static_cast<std::size_t>(spec.streams);
        std::vector<char> buffer(65536);
        std::array<epoll_event, 512> ready{};
        while (left > 0) {
            const int count = epoll_wait(poller, ready.data(), static_cast<int>(ready.size()), -1);
            for (int i = 0; i < count; ++i) {
                const ssize_t got = recv(ready[static_cast<std::size_t>(i)].data.fd, buffer.data(), buffer.size(), 0);
                if (got <= 0)
                    std::abort();
                left -= static_cast<std::size_t>(got);
            }
        }
        cost.seconds = seconds(threadCpuTime() - before);
        close(poller);
    }};
    client.join();
    cost.chunks = static_cast<std::uint64_t>(spec.streams) * static_cast<std::uint64_t>(spec.chunks);
    return cost;
}

void compare(const char* name, const ChunkServerSpec& spec)
{
    for (int round = 0; round < 3; ++round) {
        const Cost b = bare(spec);
        const Cost o = ours(spec);
        const double perBare = b.seconds * 1e9 / static_cast<double>(b.chunks);
        const double perOurs = o.seconds * 1e9 / static_cast<double>(o.chunks);
        std::printf(
            "%-10s bare %7.0f ns/chunk  ours %7.0f ns/chunk  ratio %.2f  %8.0f chunks/CPU-s  inexact %llu of %llu\n",
            name, perBare, perOurs, perOurs / perBare, 1e9 / perOurs, static_cast<unsigned long long>(o.inexact),
            static_cast<unsigned long long>(o.chunks));
    }
}

}  // namespace
}  // namespace inferometer

int main()
{
    using namespace inferometer;
    compare("paced", {512, 150, std::chrono::milliseconds{20}});
    compare("coalesced", {8, 100000, Nanos{0}});
}
