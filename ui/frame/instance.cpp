// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/instance.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTimer>
#include <QWidget>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

const QByteArray kGreeting = QByteArrayLiteral("open 1");
const QByteArray kAnswer = QByteArrayLiteral("taken\n");
constexpr int kLines = 3;
constexpr int kPatienceMs = 2000;
constexpr qsizetype kLongestToken = 256;

bool isPlain(const QByteArray& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// Somebody else's program at our address is not asked to open anything.
bool isOurs(const QLocalSocket& socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == ::getuid();
}

bool isWhole(const QByteArray& message) { return message.count('\n') >= kLines; }

}  // namespace

QByteArray toMessage(const Handover& handover)
{
    return kGreeting + '\n' + handover.path.toUtf8() + '\n' + handover.token + '\n';
}

std::optional<Handover> readMessage(const QByteArray& message)
{
    if (message.size() > Instance::kLongest || message.contains('\0'))
        return std::nullopt;
    const QList<QByteArray> lines = message.split('\n');
    if (lines.size() != kLines + 1 || lines[0] != kGreeting || !lines[kLines].isEmpty())
        return std::nullopt;
    const Handover handover{QString::fromUtf8(lines[1]), lines[2]};
    const bool isPath = handover.path.isEmpty() || handover.path.startsWith(QLatin1Char{'/'});
    if (!isPath || handover.path.toUtf8() != lines[1] || handover.token.size() > kLongestToken
        || !isPlain(handover.token))
        return std::nullopt;
    return handover;
}

Instance::Instance(QString folder, QObject* parent) : QObject{parent}, m_folder{std::move(folder)}
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &Instance::greet);
}

Instance::~Instance() = default;

QString Instance::runtimeFolder()
{
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return QDir::isAbsolutePath(folder) && QFileInfo{folder}.isDir() ? folder : QString{};
}

QString Instance::socketPath() const { return QDir{m_folder}.filePath(QStringLiteral("inferometer-workbench")); }

bool Instance::handOver(const Handover& handover, std::chrono::milliseconds patience) const
{
    const QByteArray message = toMessage(handover);
    if (m_folder.isEmpty() || !readMessage(message))
        return false;
    const QDeadlineTimer until{patience};
    const auto left = [&until] { return static_cast<int>(until.remainingTime()); };
    QLocalSocket socket;
    socket.connectToServer(socketPath());
    if (!socket.waitForConnected(left()) || !isOurs(socket))
        return false;
    socket.write(message);
    QByteArray answer;
    while (answer.size() < kAnswer.size() && socket.waitForReadyRead(left()))
        answer += socket.read(kAnswer.size());
    return answer == kAnswer;
}

bool Instance::listen()
{
    if (m_folder.isEmpty())
        return false;
    m_lock = std::make_unique<QLockFile>(socketPath() + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);  // a window may stand for weeks
    if (!m_lock->tryLock(0))
        return false;
    QLocalServer::removeServer(socketPath());
    return m_server.listen(socketPath());
}

// Reads until the message is whole, too long or late.
void Instance::greet()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(kPatienceMs, socket, &QLocalSocket::abort);
        const auto read = [this, socket, message = QByteArray{}]() mutable {
            message += socket->read(kLongest + 1 - message.size());
            if (!isWhole(message) && message.size() <= kLongest)
                return;
            socket->disconnect(SIGNAL(readyRead()));
            const std::optional<Handover> handover = readMessage(message);
            if (!handover)
                return socket->abort();
            socket->write(kAnswer);
            socket->disconnectFromServer();
            emit taken(*handover);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        if (socket->bytesAvailable() > 0)
            emit socket->readyRead();
    }
}

void bringToFront(QWidget& window, const QByteArray& token)
{
    // Where the desktop lets nobody to the front without it; Qt takes it from here.
    if (!token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token);
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

}  // namespace inferometer::ui
