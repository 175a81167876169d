// SPDX-License-Identifier: GPL-3.0-or-later
// One kind of error: title and count, meaning, advice, the first example, a button that shows its requests.
#pragma once

#include "ui/errors/error_catalog.h"
#include "widgets/card.h"

class QLabel;
class QPushButton;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class ErrorCard : public widgets::Card
{
    Q_OBJECT

public:
    explicit ErrorCard(QWidget* parent = nullptr);

    // `total`: measured requests that ended; for the share.
    void setGroup(const FailureGroup& group, std::uint64_t total, std::int64_t concurrency);
    const FailureKind& kind() const { return m_kind; }

signals:
    void requestsWanted();

private:
    static QString shareText(const FailureGroup& group, std::uint64_t total);

    FailureKind m_kind;
    QLabel* m_title;
    QLabel* m_share;
    QLabel* m_meaning;
    QLabel* m_advice;
    widgets::CopyBox* m_example;
    QPushButton* m_show;
};

}  // namespace inferometer::ui
