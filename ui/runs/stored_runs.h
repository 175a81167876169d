// SPDX-License-Identifier: GPL-3.0-or-later
// The runs in the folder of results, the newest first, read in the background: what lists of runs show.
#pragma once

#include "core/store/run_card.h"
#include "ui/base/background_job.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <vector>

namespace inferometer::ui {

class RunController;
class Settings;

class StoredRuns : public QObject
{
    Q_OBJECT

public:
    // Once they were read: again when the folder is another. A run that ended joins them unread, since the next one may
    // be measured by then.
    StoredRuns(const Settings& settings, const RunController& runs, QObject* parent);

    void readOnce();
    void reload();
    bool isReading() const { return m_reading.isActive(); }
    const std::vector<RunCard>& cards() const { return m_cards; }
    // Older ones, that were not read.
    int left() const { return m_left; }
    // By the name of its folder; null: none of cards().
    const RunCard* find(const QString& folderName) const;
    // A person called the one in that folder otherwise, or noted something; it is kept already.
    void relabel(const QString& folder, const RunLabel& label);

signals:
    void changed();

private:
    void setCards(std::vector<RunCard> cards);
    void add(const RunCard& card);

    const Settings& m_settings;
    std::vector<RunCard> m_cards;
    QHash<QString, std::size_t> m_places;  // in m_cards, by the name of the folder
    int m_left = 0;
    bool m_wasRead = false;   // or is being read
    BackgroundJob m_reading;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
