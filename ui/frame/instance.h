// SPDX-License-Identifier: GPL-3.0-or-later
// One workbench a user: a start hands what it was to open to the one that runs already. Both speak over a local socket
// in the user's runtime folder ($XDG_RUNTIME_DIR), which only this user may connect to; without such a folder every
// start is on its own.
//
// The message is at most kLongest bytes: "open 1\n", the absolute path to open or nothing, "\n", the desktop's token of
// activation or nothing, "\n". The answer is "taken\n".
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

class QWidget;

namespace inferometer::ui {

struct Handover
{
    QString path;      // absolute; empty: only bring the window up
    QByteArray token;  // of the desktop, by which a window may come to the front
};

QByteArray toMessage(const Handover& handover);
// nullopt: not ours, incomplete or too long.
std::optional<Handover> readMessage(const QByteArray& message);

// Shows the window before all others. `token`: as handed over.
void bringToFront(QWidget& window, const QByteArray& token);

class Instance : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLongest = 16 * 1024;  // bytes of a message

    // `folder`: the user's runtime folder; empty: there is none.
    explicit Instance(QString folder = runtimeFolder(), QObject* parent = nullptr);
    ~Instance() override;

    // $XDG_RUNTIME_DIR, where that is an absolute folder.
    static QString runtimeFolder();

    // Whether another instance took it. False: none runs, or it does not answer in time. Blocks, at most `patience`.
    bool handOver(const Handover& handover, std::chrono::milliseconds patience = std::chrono::seconds{2}) const;
    // From now on this is the one that takes what others hand over, unless one is there already. What one that crashed
    // left is no hindrance.
    bool listen();

signals:
    void taken(const inferometer::ui::Handover& handover);

private:
    QString socketPath() const;
    void greet();

    const QString m_folder;
    std::unique_ptr<QLockFile> m_lock;  // held by the one that listens
    QLocalServer m_server;
};

}  // namespace inferometer::ui
