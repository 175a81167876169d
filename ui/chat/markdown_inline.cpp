// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/markdown_inline.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr qsizetype kLongestAddress = 2'000;

class InlineWords
{
    Q_DECLARE_TR_FUNCTIONS(chat)
};

struct Entity
{
    QLatin1String name{};
    char16_t letter = 0;
};
constexpr std::array kEntities{
    Entity{QLatin1String{"&amp;"}, u'&'},   Entity{QLatin1String{"&lt;"}, u'<'},
    Entity{QLatin1String{"&gt;"}, u'>'},    Entity{QLatin1String{"&quot;"}, u'"'},
    Entity{QLatin1String{"&#39;"}, u'\''},  Entity{QLatin1String{"&apos;"}, u'\''},
    Entity{QLatin1String{"&nbsp;"}, 0xA0U},
};

// A piece of the text; a run of marks may open or close emphasis.
struct Token
{
    InlineRun run{};
    QChar mark{};
    qsizetype count = 0;
    bool canOpen = false;
    bool canClose = false;
};

bool isPunctuation(QChar c) { return c.isPunct() || c.isSymbol(); }

bool isAscii(QChar c) { return c.unicode() < 0x80; }

qsizetype runAt(QStringView text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && text[end] == text[at])
        ++end;
    return end - at;
}

class Scanner
{
public:
    Scanner(QStringView text, bool withLinks) : m_text{text}, m_withLinks{withLinks} { matchBrackets(); }

    std::vector<Token> scan()
    {
        while (m_at < m_text.size())
            step();
        flush();
        return std::move(m_tokens);
    }

private:
    void matchBrackets();
    void step();
    bool stepMarkup(QChar c);
    bool takeEscape();
    bool takeCode();
    bool takeEntity();
    bool takeAngle();
    bool takeBracket(bool isPicture);
    bool takeBareAddress();
    void takeMarks();
    void takeLineEnd();
    void takeLetters(qsizetype count);
    void add(InlineRun run);
    void addLink(const QString& address, QStringView label);
    void flush();
    std::optional<std::pair<QString, qsizetype>> targetAt(qsizetype at) const;
    qsizetype closingTicks(qsizetype length, qsizetype from);

    QStringView m_text;
    bool m_withLinks;
    qsizetype m_at = 0;
    QString m_letters;
    std::vector<Token> m_tokens;
    std::vector<qsizetype> m_matches;  // of each opening bracket
    QSet<qsizetype> m_unclosed;        // lengths of ticks that nothing closes further on
};

void Scanner::matchBrackets()
{
    m_matches.assign(static_cast<std::size_t>(m_text.size()), -1);
    std::vector<qsizetype> open;
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        if (m_text[i] == QLatin1Char{'\\'})
            ++i;
        else if (m_text[i] == QLatin1Char{'['})
            open.push_back(i);
        else if (m_text[i] == QLatin1Char{']'} && !open.empty()) {
            m_matches[static_cast<std::size_t>(open.back())] = i;
            open.pop_back();
        }
    }
}

void Scanner::step()
{
    const QChar c = m_text[m_at];
    if (!stepMarkup(c))
        takeLetters(1);
}

bool Scanner::stepMarkup(QChar c)
{
    switch (c.unicode()) {
    case u'\\':
        return takeEscape();
    case u'`':
        return takeCode();
    case u'&':
        return takeEntity();
    case u'<':
        return takeAngle();
    case u'[':
        return takeBracket(false);
    case u'!':
        return m_at + 1 < m_text.size() && m_text[m_at + 1] == QLatin1Char{'['} && takeBracket(true);
    case u'*':
    case u'_':
    case u'~':
        takeMarks();
        return true;
    case u'\n':
        takeLineEnd();
        return true;
    case u'h':
        return takeBareAddress();
    default:
        return false;
    }
}

void Scanner::takeLetters(qsizetype count)
{
    m_letters += m_text.sliced(m_at, count);
    m_at += count;
}

void Scanner::flush()
{
    if (!m_letters.isEmpty())
        m_tokens.push_back({.run = {.text = std::exchange(m_letters, {})}});
}

void Scanner::add(InlineRun run)
{
    flush();
    m_tokens.push_back({.run = std::move(run)});
}

bool Scanner::takeEscape()
{
    if (m_at + 1 >= m_text.size())
        return false;
    const QChar next = m_text[m_at + 1];
    if (next != QLatin1Char{'\n'} && !(isAscii(next) && isPunctuation(next)))
        return false;
    ++m_at;
    if (next == QLatin1Char{'\n'})
        takeLineEnd();
    else
        takeLetters(1);
    return true;
}

// Lines of the text stay lines: what an answer breaks it means to.
void Scanner::takeLineEnd()
{
    while (m_letters.endsWith(QLatin1Char{' '}))
        m_letters.chop(1);
    m_letters += QLatin1Char{'\n'};
    ++m_at;
    while (m_at < m_text.size() && m_text[m_at] == QLatin1Char{' '})
        ++m_at;
}

qsizetype Scanner::closingTicks(qsizetype length, qsizetype from)
{
    if (m_unclosed.contains(length))
        return -1;
    for (qsizetype i = from; i < m_text.size();) {
        const qsizetype run = m_text[i] == QLatin1Char{'`'} ? runAt(m_text, i) : 0;
        if (run == length)
            return i;
        i += std::max<qsizetype>(1, run);
    }
    m_unclosed.insert(length);
    return -1;
}

bool Scanner::takeCode()
{
    const qsizetype length = runAt(m_text, m_at);
    const qsizetype end = closingTicks(length, m_at + length);
    if (end < 0) {
        takeLetters(length);
        return true;
    }
    QString code = m_text.sliced(m_at + length, end - m_at - length).toString();
    code.replace(QLatin1Char{'\n'}, QLatin1Char{' '});
    const bool isPadded = code.size() > 2 && code.startsWith(QLatin1Char{' '}) && code.endsWith(QLatin1Char{' '});
    if (isPadded && !code.trimmed().isEmpty())
        code = code.sliced(1).chopped(1);
    add({.text = code, .role = InlineRun::Role::Code});
    m_at = end + length;
    return true;
}

bool Scanner::takeEntity()
{
    const QStringView rest = m_text.sliced(m_at);
    const auto* const entity = std::find_if(kEntities.begin(), kEntities.end(),
                                            [rest](const Entity& one) { return rest.startsWith(one.name); });
    if (entity == kEntities.end())
        return false;
    m_letters += QChar{entity->letter};
    m_at += entity->name.size();
    return true;
}

// <https://...>; anything else in such brackets is text.
bool Scanner::takeAngle()
{
    const QStringView rest = m_text.sliced(m_at + 1).left(kLongestAddress);
    if (!m_withLinks || !(rest.startsWith(QLatin1String{"http"}) || rest.startsWith(QLatin1String{"mailto:"})))
        return false;
    const qsizetype end = rest.indexOf(QLatin1Char{'>'});
    if (end < 0 || rest.first(end).contains(QLatin1Char{' '}))
        return false;
    const QString address = rest.first(end).toString();
    if (openableUrl(address).isEmpty())
        return false;
    add({.text = address, .address = address});
    m_at += end + 2;
    return true;
}

bool Scanner::takeBareAddress()
{
    const QStringView rest = m_text.sliced(m_at).left(kLongestAddress);
    const bool isWord = m_at > 0 && m_text[m_at - 1].isLetterOrNumber();
    if (!m_withLinks || isWord
        || !(rest.startsWith(QLatin1String{"http://"}) || rest.startsWith(QLatin1String{"https://"})))
        return false;
    constexpr QStringView kEnds = u"<>`\"*|";
    constexpr QStringView kTrail = u".,;:!?'_~)]";
    const auto* stop
        = std::find_if(rest.begin(), rest.end(), [=](QChar c) { return c.isSpace() || kEnds.contains(c); });
    QStringView address = rest.first(stop - rest.begin());
    while (!address.isEmpty() && kTrail.contains(address.back()))
        address.chop(1);
    if (openableUrl(address.toString()).isEmpty())
        return false;
    add({.text = address.toString(), .address = address.toString()});
    m_at += address.size();
    return true;
}

// The address in "(address "title")" and where that ends.
std::optional<std::pair<QString, qsizetype>> Scanner::targetAt(qsizetype at) const
{
    if (at >= m_text.size() || m_text[at] != QLatin1Char{'('})
        return std::nullopt;
    const qsizetype last = std::min(m_text.size(), at + kLongestAddress);
    int depth = 0;
    for (qsizetype i = at; i < last; ++i) {
        depth += m_text[i] == QLatin1Char{'('} ? 1 : m_text[i] == QLatin1Char{')'} ? -1 : 0;
        if (depth > 0)
            continue;
        const QString inside = m_text.sliced(at + 1, i - at - 1).trimmed().toString();
        QString address = inside.section(QLatin1Char{' '}, 0, 0);
        if (address.startsWith(QLatin1Char{'<'}) && address.endsWith(QLatin1Char{'>'}))
            address = address.sliced(1).chopped(1);
        return std::pair{address, i + 1};
    }
    return std::nullopt;
}

bool Scanner::takeBracket(bool isPicture)
{
    const qsizetype open = m_at + (isPicture ? 1 : 0);
    const qsizetype close = m_matches[static_cast<std::size_t>(open)];
    const auto target = close < 0 || !m_withLinks ? std::nullopt : targetAt(close + 1);
    if (!target)
        return false;
    const QStringView label = m_text.sliced(open + 1, close - open - 1);
    if (isPicture)
        add({.text = InlineWords::tr("[Picture, not loaded: %1 (%2)]").arg(label.toString(), target->first),
             .role = InlineRun::Role::Picture});
    else
        addLink(target->first, label);
    m_at = target->second;
    return true;
}

void Scanner::addLink(const QString& address, QStringView label)
{
    flush();
    const bool opens = !openableUrl(address).isEmpty();
    std::vector<Token> inside = Scanner{label, false}.scan();
    for (Token& token : inside) {
        token.run.address = opens ? address : QString{};
        m_tokens.push_back(std::move(token));
    }
    if (!opens)
        add({.text = QStringLiteral(" (%1)").arg(address)});
}

void Scanner::takeMarks()
{
    const qsizetype count = runAt(m_text, m_at);
    const QChar mark = m_text[m_at];
    const QChar before = m_at > 0 ? m_text[m_at - 1] : QChar{u' '};
    const QChar after = m_at + count < m_text.size() ? m_text[m_at + count] : QChar{u' '};
    const bool isLeft = !after.isSpace() && (!isPunctuation(after) || before.isSpace() || isPunctuation(before));
    const bool isRight = !before.isSpace() && (!isPunctuation(before) || after.isSpace() || isPunctuation(after));
    const bool isUnderscore = mark == QLatin1Char{'_'};
    flush();
    m_tokens.push_back({.run = {.text = m_text.sliced(m_at, count).toString()},
                        .mark = mark,
                        .count = count,
                        .canOpen = isLeft && (!isUnderscore || !isRight || isPunctuation(before)),
                        .canClose = isRight && (!isUnderscore || !isLeft || isPunctuation(after))});
    m_at += count;
}

// Pairs the marks of emphasis and says which tokens stand between them.
class Emphasis
{
public:
    explicit Emphasis(std::vector<Token>& tokens) : m_tokens{tokens}, m_changes(tokens.size() + 1) {}

    void pair();

private:
    struct Change
    {
        int bold = 0, italic = 0, struck = 0;
    };

    bool matches(const Token& opener, const Token& closer) const;
    void closeAt(std::size_t closer);
    void spend(std::size_t opener, std::size_t closer);
    void apply();

    std::vector<Token>& m_tokens;
    std::vector<Change> m_changes;  // from this token on
    std::vector<std::size_t> m_openers;
};

bool Emphasis::matches(const Token& opener, const Token& closer) const
{
    if (opener.mark != closer.mark)
        return false;
    if (closer.mark == QLatin1Char{'~'})
        return opener.count == 2 && closer.count == 2;
    const bool isBoth = opener.canClose || closer.canOpen;
    return !isBoth || (opener.count + closer.count) % 3 != 0 || (opener.count % 3 == 0 && closer.count % 3 == 0);
}

void Emphasis::spend(std::size_t opener, std::size_t closer)
{
    Token& open = m_tokens[opener];
    Token& shut = m_tokens[closer];
    const qsizetype used = open.count >= 2 && shut.count >= 2 ? 2 : 1;
    int Change::*style = open.mark == QLatin1Char{'~'} ? &Change::struck : used == 2 ? &Change::bold : &Change::italic;
    ++(m_changes[opener + 1].*style);
    --(m_changes[closer].*style);
    open.count -= used;
    shut.count -= used;
    open.run.text.chop(used);
    shut.run.text.chop(used);
}

// What lies deeper is not looked for: emphasis nests by a few levels, not by hundreds.
void Emphasis::closeAt(std::size_t closer)
{
    constexpr std::size_t kFurthest = 32;
    while (m_tokens[closer].count > 0) {
        const auto last = m_openers.rend() - m_openers.rbegin() > static_cast<std::ptrdiff_t>(kFurthest)
            ? m_openers.rbegin() + kFurthest
            : m_openers.rend();
        const auto found = std::find_if(
            m_openers.rbegin(), last, [&](std::size_t opener) { return matches(m_tokens[opener], m_tokens[closer]); });
        if (found == last)
            return;
        const std::size_t opener = *found;
        m_openers.erase(found.base(), m_openers.end());
        spend(opener, closer);
        if (m_tokens[opener].count == 0)
            m_openers.pop_back();
    }
}

void Emphasis::pair()
{
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        if (m_tokens[i].canClose)
            closeAt(i);
        if (m_tokens[i].canOpen && m_tokens[i].count > 0)
            m_openers.push_back(i);
    }
    apply();
}

void Emphasis::apply()
{
    Change now;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        now.bold += m_changes[i].bold;
        now.italic += m_changes[i].italic;
        now.struck += m_changes[i].struck;
        InlineRun& run = m_tokens[i].run;
        run.isBold = now.bold > 0;
        run.isItalic = now.italic > 0;
        run.isStruck = now.struck > 0;
    }
}

}  // namespace

bool InlineRun::hasLookOf(const InlineRun& other) const
{
    return role == other.role && isBold == other.isBold && isItalic == other.isItalic && isStruck == other.isStruck
        && address == other.address;
}

std::vector<InlineRun> inlineRuns(QStringView markdown)
{
    std::vector<Token> tokens = Scanner{markdown.trimmed(), true}.scan();
    Emphasis{tokens}.pair();
    std::vector<InlineRun> runs;
    for (Token& token : tokens) {
        if (token.run.text.isEmpty())
            continue;
        if (!runs.empty() && runs.back().hasLookOf(token.run))
            runs.back().text += token.run.text;
        else
            runs.push_back(std::move(token.run));
    }
    return runs;
}

QUrl openableUrl(const QString& address)
{
    if (address.isEmpty() || address.size() > kLongestAddress)
        return {};
    const QUrl url{address, QUrl::StrictMode};
    const QString scheme = url.scheme();
    const bool isWeb = (scheme == QLatin1String{"http"} || scheme == QLatin1String{"https"}) && !url.host().isEmpty();
    const bool isMail = scheme == QLatin1String{"mailto"} && !url.path().isEmpty();
    return url.isValid() && (isWeb || isMail) ? url : QUrl{};
}

}  // namespace inferometer::ui
