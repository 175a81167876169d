// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a deployment, live, and that of its engine where it is on this machine. What is searched for is marked,
// and Enter goes to the next; lines that come in while its end is in view keep it there.
#pragma once

#include "widgets/card.h"

#include <QString>
#include <QStringList>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace inferometer::ui {

class LogView : public widgets::Card
{
    Q_OBJECT

public:
    explicit LogView(QWidget* parent = nullptr);

    // What stood there goes. `engineLog`: its path, there or not; empty: none on this machine.
    void setSource(const QStringList& lines, const QString& engineLog);
    void add(const QString& line);
    // How often what is searched for stands there.
    int matches() const { return m_matches; }
    QString text() const;

private:
    void layOut();
    void choose(bool engine);
    void showLines();
    void append(const QString& lines);
    void readEngine();
    void search();
    void next();

    QToolButton* m_progress;
    QToolButton* m_engine;
    QLineEdit* m_search;
    QLabel* m_found;
    QPlainTextEdit* m_text;
    QStringList m_lines;
    QString m_engineLog;
    qint64 m_read = 0;  // of the engine's log
    QTimer m_tail;
    int m_matches = 0;
};

}  // namespace inferometer::ui
