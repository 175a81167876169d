// SPDX-License-Identifier: GPL-3.0-or-later
// `chat`: a conversation in the terminal, or questions line by line from a pipe.
#include "app/cli/chat_lines.h"
#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/chat/chat_session.h"
#include "core/chat/conversation_file.h"
#include "core/chat/conversation_text.h"
#include "core/store/atomic_file.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

namespace inferometer::cli {
namespace {

constexpr std::chrono::milliseconds kLook{15};

struct ChatOptions : RunOptions
{
    std::string image;   // a file that goes with the first question
    std::string resume;  // a chat as /save writes it
};

class ChatCommand
{
public:
    ChatCommand(const ChatOptions& options, Conversation chat)
        : m_json(options.json)
        , m_isTerminal(::isatty(STDIN_FILENO) != 0)
        , m_chat(std::move(chat))
    {}

    ExitCode run(const std::string& image)
    {
        Result<std::unique_ptr<ChatSession>> opened = ChatSession::open(
            m_chat.spec, [](const Sentence& step) { printLine(stderr, step.text()); }, m_interrupts.token());
        if (!opened)
            return m_interrupts.count() > 0 ? m_interrupts.code() : fail(opened.error());
        m_session = std::move(opened).value();
        m_chat.model = m_session->model();
        if (!image.empty())
            takeImage(image);
        if (!m_session->note().empty())
            printLine(stderr, m_session->note());
        if (m_isTerminal)
            printLine(stderr, "Chatting with " + m_chat.model + ". /help tells what else there is.");
        converse();
        return close();
    }

private:
    void converse()
    {
        while (!m_isOver) {
            if (m_isTerminal)
                print(stderr, "> ");
            const std::optional<std::string> line = m_lines.next(m_interrupts);
            if (!line)
                return;
            if (line->starts_with('/'))
                obey(*line);
            else if (!trimmed(*line).empty())
                ask(*line);
        }
    }

    void ask(const std::string& text)
    {
        Turn& turn = m_chat.turns.emplace_back();
        turn.question = std::exchange(m_image, {});
        turn.imageName = std::exchange(m_imageName, {});
        turn.question.text = text;
        answer();
    }

    // Of the last turn.
    void answer()
    {
        const std::size_t last = m_chat.turns.size() - 1;
        for (const Sentence& warning :
             chatWarnings(m_chat.spec, std::exchange(m_wasStopped, false), !m_chat.turns[last].question.image.empty()))
            printLine(stderr, warning.text());
        if (const Status asked = m_session->ask(m_chat, last); !asked) {
            m_code = fail(asked.error());
            m_chat.turns.pop_back();
            return;
        }
        int stops = m_interrupts.count();
        std::optional<Turn> end;
        while (!end) {
            const AnswerNews news = m_session->look();
            tell(news);
            end = news.end;
            if (m_interrupts.count() > stops) {
                stops = m_interrupts.count();
                m_session->stop();
            }
            if (!end)
                std::this_thread::sleep_for(kLook);
        }
        m_interrupts.forgive();
        m_chat.turns[last] = std::move(*end);
        tellEnd(m_chat.turns[last]);
    }

    void tell(const AnswerNews& news)
    {
        if (!m_json && !news.reasoning.empty())
            print(stderr, news.reasoning);
        m_thinks |= !m_json && !news.reasoning.empty();
        if (m_thinks && (!news.answer.empty() || news.end)) {
            print(stderr, "\n\n");
            m_thinks = false;
        }
        if (!m_json && !news.answer.empty()) {
            print(stdout, news.answer);
            std::fflush(stdout);
        }
        m_told += news.answer;
    }

    void tellEnd(const Turn& turn)
    {
        if (!m_json)
            print(stdout, (turn.answer == m_told ? "" : "\n" + turn.answer) + "\n");
        std::fflush(stdout);
        m_told.clear();
        if (turn.state == TurnState::Stopped)
            printLine(stderr, "Stopped.");
        m_wasStopped = turn.state == TurnState::Stopped;
        if (turn.state == TurnState::Failed) {
            complain(turn.fault);
            m_failed = true;
        }
        m_answered |= turn.state == TurnState::Answered;
        std::string line;
        for (const TurnFigure& figure : turn.figures)
            if (m_allFigures || &figure - turn.figures.data() < kKitFigures)
                line.append(line.empty() ? "" : ", ")
                    .append(figure.label.text())
                    .append(" ")
                    .append(turnFigureText(figure));
        if (!line.empty())
            printLine(stderr, line);
    }

    void takeImage(const std::string& path)
    {
        Result<Message> message = withImageFile({}, path);
        if (!message) {
            m_code = fail(message.error());
            return;
        }
        m_image = std::move(message).value();
        m_imageName = path.substr(path.rfind('/') + 1);
        printLine(stderr, "The next question goes with " + m_imageName + ".");
    }

    void obey(const std::string& line)
    {
        struct Order
        {
            std::string_view name;
            std::string_view help;
            void (ChatCommand::*run)(const std::string& rest);
        };
        static constexpr std::array kOrders{
            Order{"/help", "what there is", &ChatCommand::help},
            Order{"/image", "FILE  send an image with the next question", &ChatCommand::takeImage},
            Order{"/again", "take back the last answer and ask once more", &ChatCommand::again},
            Order{"/edit", "TEXT  take back the last question and ask this instead", &ChatCommand::edit},
            Order{"/reset", "forget what was said", &ChatCommand::reset},
            Order{"/figures", "tell all figures of each answer, or three again", &ChatCommand::figures},
            Order{"/save", "FILE  keep the chat: .json, .md, or the SambaNova kit's view as .txt", &ChatCommand::save},
            Order{"/quit", "end the chat", &ChatCommand::quit},
        };
        const std::size_t blank = std::min(line.find(' '), line.size());
        const std::string rest{trimmed(std::string_view{line}.substr(blank))};
        const auto* const order = std::find_if(kOrders.begin(), kOrders.end(), [&](const Order& one) {
            return one.name == std::string_view{line}.substr(0, blank);
        });
        if (order == kOrders.end()) {
            complain("There is no " + line.substr(0, blank)
                     + "; /help tells what there is. A question that begins with a "
                       "slash needs a blank in front of it.");
            m_code = m_isTerminal ? m_code : ExitCode::Usage;
            return;
        }
        if (order->run == &ChatCommand::help)
            for (const Order& one : kOrders)
                printLine(stderr, std::string{one.name} + "  " + std::string{one.help});
        else
            (this->*order->run)(rest);
    }

    void help(const std::string& /*rest*/) {}
    void quit(const std::string& /*rest*/) { m_isOver = true; }
    void figures(const std::string& /*rest*/) { m_allFigures = !m_allFigures; }
    void reset(const std::string& /*rest*/) { m_chat.turns.clear(); }

    void again(const std::string& /*rest*/)
    {
        if (m_chat.turns.empty())
            return complain("Nothing was asked yet.");
        Turn asked;
        asked.question = std::move(m_chat.turns.back().question);
        asked.imageName = std::move(m_chat.turns.back().imageName);
        m_chat.turns.back() = std::move(asked);
        answer();
    }

    void edit(const std::string& rest)
    {
        if (m_chat.turns.empty() || rest.empty())
            return complain("/edit needs a question that was asked, and the text to ask instead.");
        m_chat.turns.back().question.text = rest;
        again({});
    }

    void save(const std::string& rest)
    {
        if (rest.empty())
            return complain("/save needs a file: NAME.json, NAME.md or NAME.txt.");
        AtomicFile file{rest};
        file.write(rest.ends_with(".md")        ? chatMarkdown(m_chat)
                       : rest.ends_with(".txt") ? kitView(m_chat)
                                                : chatJson(m_chat));
        if (const Status kept = file.commit(); !kept)
            m_code = fail(kept.error());
    }

    ExitCode close()
    {
        const std::string folder = m_session->folder();
        const auto kept = m_session->close();
        if (!kept)
            m_code = fail(kept.error());
        else if (!folder.empty())
            printLine(stderr, "Results: " + folder);
        if (m_json)
            print(stdout, chatJson(m_chat));
        if (m_interrupts.count() > 0)
            return m_interrupts.code();
        if (m_code != ExitCode::Done || !m_failed)
            return m_code;
        return m_answered ? ExitCode::SomeFailed : ExitCode::NoneSucceeded;
    }

    static constexpr std::ptrdiff_t kKitFigures = 3;

    const bool m_json;
    const bool m_isTerminal;
    Interrupts m_interrupts;
    Lines m_lines{STDIN_FILENO};
    Conversation m_chat;
    std::unique_ptr<ChatSession> m_session;
    Message m_image;  // goes with the next question
    std::string m_imageName;
    std::string m_told;     // of the answer under way
    bool m_thinks = false;  // its reasoning was told last
    bool m_isOver = false;
    bool m_allFigures = false;
    bool m_wasStopped = false;
    bool m_failed = false;
    bool m_answered = false;
    ExitCode m_code = ExitCode::Done;
};

Result<Conversation> conversationOf(const ChatOptions& options, const RunSpec& spec)
{
    Conversation chat;
    if (!options.resume.empty()) {
        Result<Conversation> read = readChatFile(options.resume);
        if (!read)
            return read;
        chat = std::move(read).value();
    }
    if (chat.id.empty())
        chat.id = uuidV7();
    chat.spec = spec;
    return chat;
}

ExitCode chat(const ChatOptions& options)
{
    const ReadRun read = readRun(options);
    const std::vector<Error> errors = read.errors.empty() ? validateAll(read.spec) : read.errors;
    if (!errors.empty())
        return fail(errors);
    Result<Conversation> conversation = conversationOf(options, read.spec);
    if (!conversation)
        return fail(conversation.error());
    return ChatCommand{options, std::move(conversation).value()}.run(options.image);
}

}  // namespace

Action declareChat(CLI::App& app)
{
    auto options = std::make_shared<ChatOptions>();
    options->mode = evaluationName(Evaluation::Chat);
    app.add_option("--image", options->image, "PNG, JPEG or WebP image that goes with the first question")
        ->type_name("FILE");
    app.add_option("--resume", options->resume, "A chat that /save kept as JSON: go on with it")
        ->type_name("FILE.json");
    addChatOptions(app, *options);
    return [options] { return chat(*options); };
}

}  // namespace inferometer::cli
