// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/previews.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr std::size_t kMostKept = 64;  // 400 kB each at most

// Made small while it is read: what the file says of its size may be anything.
QImage previewOf(const std::string& base64)
{
    QByteArray bytes
        = QByteArray::fromBase64(QByteArray::fromRawData(base64.data(), static_cast<qsizetype>(base64.size())));
    QBuffer buffer{&bytes};
    QImageReader reader{&buffer};
    const QSize size = reader.size();
    if (std::max(size.width(), size.height()) > Previews::kSide)
        reader.setScaledSize(
            size.scaled(Previews::kSide, Previews::kSide, Qt::KeepAspectRatio).expandedTo(QSize{1, 1}));
    return reader.read();
}

}  // namespace

// Shared by the threads of jobs, of which one may end later than the next began.
struct Previews::Kept
{
    QImage of(const std::string& base64)
    {
        const std::size_t key = std::hash<std::string>{}(base64);
        {
            const std::lock_guard lock{m_mutex};
            if (const auto found = m_images.find(key); found != m_images.end())
                return found->second;
        }
        QImage image = previewOf(base64);
        const std::lock_guard lock{m_mutex};
        if (m_images.size() >= kMostKept)
            m_images.clear();
        return m_images.insert_or_assign(key, std::move(image)).first->second;
    }

private:
    std::mutex m_mutex;
    std::map<std::size_t, QImage> m_images;  // by the hash of what is carried
};

Previews::Previews(QObject* parent) : QObject{parent}, m_kept{std::make_shared<Kept>()} {}

Previews::~Previews() = default;

void Previews::make(std::vector<Message> messages)
{
    m_job.cancel();
    if (std::all_of(messages.begin(), messages.end(), [](const Message& one) { return one.image.empty(); }))
        return;
    m_job.start(
        [this, kept = m_kept, messages = std::move(messages)](const std::stop_token& stop,
                                                              const BackgroundJob::Tell& tell) {
            for (int i = 0; i < static_cast<int>(messages.size()) && !stop.stop_requested(); ++i)
                if (const Message& one = messages[static_cast<std::size_t>(i)]; !one.image.empty())
                    tell([this, i, image = kept->of(one.image)] { emit made(i, image); });
            return true;
        },
        [](bool /*done*/) {});
}

void Previews::make(const Conversation& chat)
{
    std::vector<Message> questions;
    questions.reserve(chat.turns.size());
    for (const Turn& turn : chat.turns)
        questions.push_back(turn.question);
    make(std::move(questions));
}

}  // namespace inferometer::ui
