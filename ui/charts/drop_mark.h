// SPDX-License-Identifier: GPL-3.0-or-later
// A frame around the place where something that is dragged would be dropped, and what that would do.
#pragma once

#include <QWidget>

namespace inferometer::ui {

class DropMark : public QWidget
{
    Q_OBJECT

public:
    // Lies over `ground`, hidden at first.
    explicit DropMark(QWidget& ground);

    // Around the ground or a widget that lies in it; null: nowhere. `words` stand in its middle.
    void markAt(const QWidget* place, const QString& words = {});

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintWords(QPainter& painter) const;

    QString m_words;
};

}  // namespace inferometer::ui
