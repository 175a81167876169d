// SPDX-License-Identifier: GPL-3.0-or-later
// How long the event loop stands still while a chat of 200 turns with answers of 50 KB is shown and goes on.
//   transcript_bench [SECONDS=10]   of each part
#include "ui/chat/transcript.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QTimer>

#include "tests/bench/stall_watch.h"
#include "tests/ui/chat_fixture.h"
#include "tests/ui/ui_fixture.h"

#include <cstdio>
#include <functional>

using namespace inferometer;

namespace {

constexpr int kTurns = 200;
constexpr qsizetype kAnswer = 50'000;

// Does it again and again, so many milliseconds apart, while the event loop is watched.
void watchWhile(const char* what, double span, int interval, const std::function<void()>& act)
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(interval);
    QObject::connect(&timer, &QTimer::timeout, &timer, act);
    timer.start();
    test::watch(what, span);
}

// At 200 tokens/s, one of about four characters at a time.
class Stream
{
public:
    explicit Stream(ui::Transcript& transcript) : m_transcript{transcript}
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_transcript.append(m_text.mid(m_at, 4), false);
            m_at = (m_at + 4) % m_text.size();
        });
    }

    void begin()
    {
        m_transcript.add(test::underWay());
        m_transcript.append(m_text, false);
        m_timer.start();
    }
    void end() { m_timer.stop(); }

private:
    ui::Transcript& m_transcript;
    QString m_text = test::sampleAnswer(kAnswer);
    qsizetype m_at = 0;
    QTimer m_timer;
};

void report(const char* when, const ui::Transcript& transcript)
{
    std::printf(
        "%s: %d messages and %lld documents alive; made %lld closed and %lld open blocks, %lld times more code\n", when,
        transcript.liveMessages(), static_cast<long long>(transcript.work().documents),
        static_cast<long long>(transcript.work().closedMade), static_cast<long long>(transcript.work().openMade),
        static_cast<long long>(transcript.work().grown));
}

void showAll(ui::Transcript& transcript)
{
    // Fonts are loaded with the first text.
    transcript.setMessages(test::longChat(1, 3'000));
    QApplication::processEvents();
    const QVector<ui::TranscriptMessage> messages = test::longChat(kTurns, kAnswer);
    QElapsedTimer clock;
    clock.start();
    transcript.setMessages(messages);
    QApplication::processEvents();
    std::printf("%d turns of %lld characters shown in %.1f ms\n", kTurns, static_cast<long long>(kAnswer),
                static_cast<double>(clock.nsecsElapsed()) / 1e6);
}

void burst(ui::Transcript& transcript)
{
    const auto show = [&](const char* what, const QString& text) {
        transcript.add(test::underWay());
        transcript.append(text, false);
        test::watch(what, 1);
    };
    show("a megabyte at once", test::sampleAnswer(1'000'000));
    show("a megabyte without a space", QStringLiteral("x").repeated(1'000'000));
    show("a megabyte of paragraphs of one letter", QStringLiteral("x\n\n").repeated(333'000));
    show("a megabyte of quotes and lists", QStringLiteral("> - > - 1. x\n").repeated(77'000));
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application{argc, argv};
    test::dress(false);
    const QStringList arguments = QApplication::arguments();
    const double span = arguments.size() > 1 ? arguments[1].toDouble() : 10;
    ui::Transcript transcript;
    transcript.resize(1100, 900);
    transcript.show();
    showAll(transcript);
    report("shown", transcript);
    QScrollBar& bar = *transcript.verticalScrollBar();
    Stream stream{transcript};
    stream.begin();
    test::watch("an answer of 50 KB goes on at 200 tok/s", span);
    report("streamed", transcript);
    watchWhile("the same, the reader scrolls up by 60 px 60 times a second", span, 16,
               [&bar] { bar.setValue(bar.value() - 60); });
    int jump = 0;
    watchWhile("the same, the reader jumps about 10 times a second", span, 100,
               [&] { bar.setValue(bar.maximum() / 100 * (++jump * 37 % 100)); });
    bar.setValue(bar.maximum());
    int width = 0;
    watchWhile("the same, the window is resized 60 times a second", span, 16,
               [&] { transcript.resize(700 + 10 * (++width % 40), 900); });
    stream.end();
    burst(transcript);
    report("at the end", transcript);
    return 0;
}
