// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/peers.h"

#include <utility>

namespace inferometer {

namespace {

constexpr std::uint64_t kSlotMask = 0xFFFFFFFFU;
constexpr unsigned kLifeShift = 32;

}  // namespace

Peer* Peers::add(Channel channel)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const std::uint32_t index = m_free.back();
    Slot& slot = m_slots[index];
    const std::uint64_t token = (std::uint64_t{slot.life} << kLifeShift) | index;
    auto peer = std::make_unique<Peer>(std::move(channel));
    peer->token = token;
    if (!m_poller.add(peer->channel.fd(), token, false))
        return nullptr;
    m_free.pop_back();
    slot.peer = std::move(peer);
    return slot.peer.get();
}

Peer* Peers::find(std::uint64_t token)
{
    const std::uint64_t index = token & kSlotMask;
    if (index >= m_slots.size() || m_slots[index].life != token >> kLifeShift)
        return nullptr;
    return m_slots[index].peer.get();
}

Channel::Sent Peers::send(Peer& peer, std::string_view bytes)
{
    const Channel::Sent sent = peer.channel.send(bytes);
    if (!sent.broken)
        watchWrites(peer);
    return sent;
}

bool Peers::onWritable(Peer& peer)
{
    if (!peer.channel.flush())
        return false;
    watchWrites(peer);
    return !peer.closing || peer.channel.hasPending();
}

void Peers::watchWrites(Peer& peer)
{
    const bool wanted = peer.channel.hasPending();
    if (wanted == peer.watchesWrites)
        return;
    peer.watchesWrites = wanted;
    m_poller.watch(peer.channel.fd(), peer.token, wanted);
}

void Peers::drop(Peer& peer)
{
    const std::uint64_t index = peer.token & kSlotMask;
    m_poller.remove(peer.channel.fd());
    m_slots[index].peer.reset();
    ++m_slots[index].life;
    m_free.push_back(static_cast<std::uint32_t>(index));
}

void Peers::reset(Peer& peer)
{
    m_poller.remove(peer.channel.fd());
    resetConnection(peer.channel.fd());
    drop(peer);
}

void Peers::closeAfterOutput(Peer& peer)
{
    peer.closing = true;
    if (!peer.channel.hasPending())
        drop(peer);
}

}  // namespace inferometer
