// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errors/error_card.h"

#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/requests/request_row.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace inferometer::ui {

ErrorCard::ErrorCard(QWidget* parent)
    : Card{parent}
    , m_title{new QLabel{this}}
    , m_share{new QLabel{this}}
    , m_meaning{new QLabel{this}}
    , m_advice{new QLabel{this}}
    , m_example{new widgets::CopyBox{{tr("First example")}, 2, this}}
    , m_show{new QPushButton{tr("Show these requests"), this}}
{
    m_title->setObjectName(QStringLiteral("error-title"));
    m_title->setFont(widgets::scaledFont(font(), 1.1, QFont::DemiBold));
    m_share->setObjectName(QStringLiteral("error-share"));
    m_share->setForegroundRole(QPalette::PlaceholderText);
    m_meaning->setObjectName(QStringLiteral("error-meaning"));
    m_meaning->setWordWrap(true);
    m_advice->setObjectName(QStringLiteral("error-advice"));
    m_advice->setWordWrap(true);
    m_example->setCopyIcon(icon("copy"));
    m_show->setObjectName(QStringLiteral("show-requests"));
    m_show->setAutoDefault(false);
    connect(m_show, &QPushButton::clicked, this, &ErrorCard::requestsWanted);

    const int side = widgets::rhythm(*this, 1.5);
    auto* header = new QHBoxLayout;
    header->setSpacing(side);
    header->addWidget(m_title);
    header->addWidget(m_share, 1);
    header->addWidget(m_show);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addLayout(header);
    layout->addWidget(m_meaning);
    layout->addWidget(m_advice);
    layout->addWidget(m_example);
}

QString ErrorCard::shareText(const FailureGroup& group, std::uint64_t total)
{
    QStringList parts;
    if (group.count > 0)
        parts << tr("%1 of %Ln request(s), %2\u00a0%", nullptr, static_cast<int>(total))
                     .arg(countText(group.count),
                          threeDigits(100.0 * static_cast<double>(group.count) / static_cast<double>(total)));
    if (group.leftOut > 0)
        parts << tr("%1 in warm-up or cool-down, in no figure").arg(countText(group.leftOut));
    return parts.join(QStringLiteral(" · "));
}

void ErrorCard::setGroup(const FailureGroup& group, std::uint64_t total, std::int64_t concurrency)
{
    m_kind = group.kind;
    const QString title = errorTitle(group.kind);
    m_title->setText(title);
    m_share->setText(shareText(group, total));
    QString meaning = errorMeaning(group.kind);
    if (group.longestWait >= 0)
        meaning = tr("%1 It asked to wait %2.").arg(meaning, durationQuantity(group.longestWait).text());
    m_meaning->setText(meaning);
    m_advice->setText(tr("What to do: %1").arg(errorAdvice(group.kind, concurrency)));
    m_show->setAccessibleName(tr("Show the requests that ended so: %1").arg(title));
    const QString example = toQt(RequestRow{group.block, group.first}.error());
    m_example->setText(
        0, example.isEmpty() ? QString{} : tr("Request %1: %2").arg(countText(group.first->sequence), example));
    m_example->setVisible(!example.isEmpty());
}

}  // namespace inferometer::ui
