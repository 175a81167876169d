// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chat_states.h"

#include "core/chat/conversation.h"
#include "ui/chat/chat_controller.h"
#include "ui/chat/chat_list.h"
#include "widgets/section.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>

#include <array>
#include <utility>

namespace inferometer::test {

namespace {

constexpr const char* kPoem = R"(A **roofline** relates attained speed to arithmetic intensity:

1. Below the ridge, memory bandwidth is the limit.
2. Above it, the arithmetic units are.

| phase | bound by |
|---|---|
| prefill | compute |
| decode | memory bandwidth |

```python
def attained(intensity, peak, bandwidth):
    """FLOP/s for so many FLOP per byte."""
    return min(peak, intensity * bandwidth)
```

So batching raises the intensity of *decode*, until the ridge is reached.)";

std::vector<TurnFigure> figures(double scale)
{
    const std::array<std::pair<const char*, double>, 9> values{{{"client_end_to_end_latency_s", 3.214 * scale},
                                                                {"client_output_token_per_s_per_request", 82.4 / scale},
                                                                {"client_ttft_s", 0.187 * scale},
                                                                {"tpot_s", 0.0121},
                                                                {"input_tokens", 412 * scale},
                                                                {"output_tokens", 249},
                                                                {"cached_tokens", 384},
                                                                {"context_tokens", 412 * scale + 249},
                                                                {"server_ttft_s", 0.171 * scale}}};
    std::vector<TurnFigure> all;
    for (const auto& [key, value] : values) {
        all.push_back(*findTurnFigure(key));
        all.back().value = value;
    }
    return all;
}

Turn turnOf(std::string question, std::string answer, double scale)
{
    Turn turn;
    turn.question.text = std::move(question);
    turn.answer = std::move(answer);
    turn.state = TurnState::Answered;
    turn.figures = figures(scale);
    return turn;
}

std::string pngBytes()
{
    QImage image{96, 64, QImage::Format_RGB32};
    image.fill(QColor{0x0f, 0x76, 0x6e});
    QByteArray bytes;
    QBuffer buffer{&bytes};
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

Conversation talk()
{
    Conversation chat;
    chat.id = uuidV7();
    chat.model = "Meta-Llama-3.3-70B-Instruct";
    chat.spec = defaultSpec(Evaluation::Chat);
    chat.turns.push_back(
        turnOf("What does this plot show?", "It shows a *roofline*: attainable FLOP/s over FLOP per byte.", 0.6));
    chat.turns.front().question = withImage(chat.turns.front().question, pngBytes(), "roofline.png").value();
    chat.turns.front().imageName = "roofline.png";
    chat.turns.push_back(turnOf("Explain it in a few words, with an example in Python.", kPoem, 1));
    chat.turns.back().reasoning = "The user wants a short explanation. A table helps, and a function of three lines.";
    return chat;
}

void show(const Scene& scene, Conversation chat)
{
    scene.window.showPage("chat");
    scene.window.findChild<ui::ChatController*>()->setChat(std::move(chat));
    auto* list = scene.window.findChild<ui::ChatList*>();
    list->setCards({{"1", "What does this plot show?", "Meta-Llama-3.3-70B-Instruct", 2, 1'795'000'000},
                    {"2", "A poem about queues", "Qwen3-32B", 7, 1'794'900'000}},
                   "1");
    QApplication::processEvents();
}

}  // namespace

void showEmptyChat(const Scene& scene) { scene.window.showPage("chat"); }

void showTalk(const Scene& scene)
{
    show(scene, talk());
    scene.window.findChild<widgets::Section*>(QStringLiteral("turns"))->setOpen(true);
}

void showStoppedTalk(const Scene& scene)
{
    Conversation chat = talk();
    Turn stopped = turnOf("And for a mixture of experts?", "There, each token touches only some of the wei", 1.4);
    stopped.state = TurnState::Stopped;
    chat.turns.push_back(stopped);
    Turn failed = turnOf("Go on.", "", 1);
    failed.state = TurnState::Failed;
    failed.fault = "HTTP 429: Rate limit reached for requests. Try again in 20 s.";
    failed.figures.clear();
    chat.turns.push_back(failed);
    show(scene, std::move(chat));
}

}  // namespace inferometer::test
