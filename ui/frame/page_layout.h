// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of a page of cards: a heading over one column that scrolls.
#pragma once

#include "widgets/card.h"

class QVBoxLayout;

namespace inferometer::ui {

// Fills `page` with heading, a muted line and the column that is returned.
QVBoxLayout& makePageColumn(QWidget& page, const QString& title, const QString& subtitle);

// A card with a title.
class PageCard : public widgets::Card
{
    Q_OBJECT

public:
    PageCard(const QString& title, QWidget* parent);

    QVBoxLayout& column() { return *m_column; }

private:
    QVBoxLayout* m_column;
};

}  // namespace inferometer::ui
