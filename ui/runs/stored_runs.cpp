// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/stored_runs.h"

#include "core/store/journal_reader.h"
#include "ui/base/text.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_labels.h"
#include "ui/settings/settings.h"

#include <QDir>

#include <optional>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr int kMost = 500;  // that are listed

struct Found
{
    std::vector<RunCard> cards;
    int left = 0;
};

QString nameOf(const std::string& folder) { return QFileInfo{toQt(folder)}.fileName(); }

// A run without an end goes on, or its program died: recovery finishes it. One of an older version has its journal
// only.
std::optional<RunCard> endedIn(const std::string& folder)
{
    if (std::optional<RunCard> card = cardIn(folder))
        return card;
    if (!journalHasEnd(folder + "/journal"))
        return std::nullopt;
    Result<RunCard> read = readRunCard(folder);
    return read ? std::optional{std::move(read.value())} : std::nullopt;
}

// The newest first.
Found cardsIn(const QString& folder, const std::stop_token& stop)
{
    Found found;
    const QFileInfoList all = QDir{folder}.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    for (const QFileInfo& info : all) {
        if (stop.stop_requested())
            return {};
        if (static_cast<int>(found.cards.size()) == kMost) {
            ++found.left;
            continue;
        }
        if (std::optional<RunCard> card = endedIn(toStd(info.absoluteFilePath())))
            found.cards.push_back(std::move(*card));
    }
    return found;
}

}  // namespace

StoredRuns::StoredRuns(const Settings& settings, const RunController& runs, QObject* parent)
    : QObject{parent}
    , m_settings{settings}
{
    connect(&runs, &RunController::runEnded, this, [this, &runs] { add(runs.ended().back()); });
    connect(&settings, &Settings::resultsDirChanged, this, [this] {
        if (m_wasRead)
            reload();
    });
}

void StoredRuns::readOnce()
{
    if (!m_wasRead)
        reload();
}

void StoredRuns::reload()
{
    m_wasRead = true;
    const QString folder = m_settings.resultsFolder();
    m_reading.start(
        [folder](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) { return cardsIn(folder, stop); },
        [this](const Found& found) {
            m_left = found.left;
            setCards(found.cards);
        });
}

void StoredRuns::setCards(std::vector<RunCard> cards)
{
    m_cards = std::move(cards);
    m_places.clear();
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_places.insert(nameOf(m_cards[i].folder), i);
    emit changed();
}

void StoredRuns::add(const RunCard& card)
{
    if (isReading())
        return reload();
    if (!m_wasRead)
        return;
    const QString folder = QFileInfo{toQt(card.folder)}.absolutePath();
    if (find(nameOf(card.folder)) || !isSameFolder(folder, m_settings.resultsFolder()))
        return;
    std::vector<RunCard> cards = std::move(m_cards);
    cards.insert(cards.begin(), card);
    setCards(std::move(cards));
}

const RunCard* StoredRuns::find(const QString& folderName) const
{
    const auto place = m_places.constFind(folderName);
    return place == m_places.constEnd() ? nullptr : &m_cards[*place];
}

void StoredRuns::relabel(const QString& folder, const RunLabel& label)
{
    for (RunCard& card : m_cards)
        if (isSameFolder(toQt(card.folder), folder))
            card.label = label;
    emit changed();
    // What is being read may be as it was before.
    if (isReading())
        reload();
}

}  // namespace inferometer::ui
