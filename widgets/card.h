// SPDX-License-Identifier: GPL-3.0-or-later
// A surface with a one-pixel border and round corners, coloured by the palette: Base, with Mid around it; with Link
// while it has the focus or is marked.
#pragma once

#include <QWidget>

namespace inferometer::widgets {

class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr);

    // Sets it apart from others like it; words say why.
    void setMarked(bool marked);
    bool isMarked() const { return m_marked; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_marked = false;
};

}  // namespace inferometer::widgets
