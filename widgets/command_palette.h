// SPDX-License-Identifier: GPL-3.0-or-later
// A line to type into and the entries that contain all its words; Up, Down and Enter choose, Esc closes. Several lists
// can be offered, each behind a prefix of its own. It lies over the window it belongs to.
#pragma once

#include "widgets/card.h"

#include <QIcon>
#include <QPointer>
#include <QString>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace inferometer::widgets {

struct PaletteEntry
{
    QString text;
    QString detail;  // muted, at the right; it is searched too
    QIcon icon;
    bool enabled = true;
    std::function<void()> choose;
};

struct PaletteList
{
    QString prefix;                                      // one letter or none
    QString name;                                        // "fields"
    std::function<std::vector<PaletteEntry>()> entries;  // asked whenever the list comes up
};

class CommandPalette : public Card
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);

    // The first without a prefix is the one that is searched when no prefix is typed.
    void addList(PaletteList list);

    // Shows itself with this text typed; the focus returns to where it was when it closes.
    void open(const QString& text = {});
    void close();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    const PaletteList* listFor(const QString& text) const;
    void showMatches(const QStringList& words);
    void place();
    void step(int by);
    void choose();
    void speak();

    QWidget& m_window;
    QLineEdit* m_input;
    QListWidget* m_matches;
    QLabel* m_none;
    std::vector<PaletteList> m_lists;
    const PaletteList* m_list = nullptr;
    std::vector<PaletteEntry> m_entries;
    QPointer<QWidget> m_before;  // had the focus
};

// Whether each of `words` stands somewhere in `text`, in upper or lower case.
bool containsWords(const QString& text, const QStringList& words);

}  // namespace inferometer::widgets
