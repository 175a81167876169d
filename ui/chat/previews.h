// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures of the images that questions carry, made off the UI thread and kept: an image may hold 200 MB.
#pragma once

#include "core/chat/conversation.h"
#include "ui/base/background_job.h"

#include <QImage>
#include <QObject>

#include <memory>
#include <vector>

namespace inferometer::ui {

class Previews : public QObject
{
    Q_OBJECT

public:
    explicit Previews(QObject* parent = nullptr);
    ~Previews() override;

    // Longest side of a preview, in pixels; a smaller image keeps its size.
    static constexpr int kSide = 320;

    // Those of the messages that carry an image, told by made() with the place of each; never before this returns. What
    // was asked for before and is not made yet is given up.
    void make(std::vector<Message> messages);
    void make(const Conversation& chat);  // of its questions

signals:
    // Null: there is no picture in what is carried.
    void made(int place, const QImage& preview);

private:
    struct Kept;

    std::shared_ptr<Kept> m_kept;
    BackgroundJob m_job;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
