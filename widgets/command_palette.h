// SPDX-License-Identifier: GPL-3.0-or-later
// A line to type into and the entries that contain all its words; Up, Down and Enter choose, Esc closes. Several lists
// are searched at once, or one alone by its prefix. It lies over the window it belongs to.
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
    QString also{};  // searched, not shown
};

struct PaletteList
{
    QString prefix;                                      // one letter that searches it alone, or none
    QString name;                                        // "a field"
    std::function<std::vector<PaletteEntry>()> entries;  // asked whenever the list comes up
};

class CommandPalette : public Card
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);

    // The first is the one that stands there before anything is typed.
    void addList(PaletteList list);

    // Shows itself with this text typed; the focus returns to where it was when it closes.
    void open(const QString& text = {});
    void close();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    std::vector<PaletteEntry> entriesOf(int scope) const;
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
    int m_scope = kNothing;  // the list that is searched, or one of the two below
    std::vector<PaletteEntry> m_entries;
    static constexpr int kNothing = -1;
    static constexpr int kAll = -2;
    QPointer<QWidget> m_before;  // had the focus
};

// Whether each of `words` stands somewhere in `text`, in upper or lower case.
bool containsWords(const QString& text, const QStringList& words);

}  // namespace inferometer::widgets
