// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/stored_runs.h"

#include "core/store/run_list.h"
#include "ui/base/text.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_labels.h"
#include "ui/settings/settings.h"

#include <QDir>

#include <utility>

namespace inferometer::ui {

namespace {

QString nameOf(const std::string& folder) { return QFileInfo{toQt(folder)}.fileName(); }

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
    m_reading.start(
        [folder = toStd(m_settings.resultsFolder())](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
            return listRuns(folder, kMostListed, stop);
        },
        [this](const RunList& found) {
            m_left = static_cast<int>(found.left);
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
