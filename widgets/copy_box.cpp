// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copy_box.h"

#include "widgets/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::widgets {

namespace {

// Beside the words of a button.
int padding(QToolButton& button)
{
    button.ensurePolished();
    return (button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())) / 2;
}

}  // namespace

CopyBox::CopyBox(const QStringList& titles, int lines, QWidget* parent)
    : Card{parent}
    , m_lines{lines}
    , m_stack{new QStackedWidget{this}}
    , m_copy{new QToolButton{this}}
    , m_fold{new QToolButton{this}}
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_copy->setAutoRaise(true);
    m_copy->setText(tr("Copy"));
    m_copy->setFont(scaledFont(font(), 0.85));
    m_copy->setToolTip(tr("Copy the text"));
    m_copy->setAccessibleName(tr("Copy"));
    m_copy->setObjectName(QStringLiteral("copy"));
    m_copy->setFocusPolicy(Qt::StrongFocus);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });

    m_fold->setAutoRaise(true);
    m_fold->setObjectName(QStringLiteral("fold"));
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_fold->hide();
    connect(m_fold, &QToolButton::clicked, this, [this] { choseFold(!m_folded); });

    auto* header = new QHBoxLayout;
    header->setSpacing(0);
    header->addWidget(m_fold);
    for (const QString& title : titles) {
        addPage(title);
        header->addWidget(titles.size() > 1 ? static_cast<QWidget*>(makeTab(title)) : makeTitle(title));
    }
    header->addStretch();
    header->addWidget(m_copy);
    auto* layout = new QVBoxLayout{this};
    const int side = rhythm(*this, 1);
    layout->setContentsMargins(side / 2, side / 2, side / 2, side);
    layout->setSpacing(rhythm(*this, 0.25));
    layout->addLayout(header);
    layout->addWidget(m_stack);
    m_stack->setContentsMargins(titles.size() > 1 ? padding(*m_tabs.front()) : side / 2, 0, 0, 0);
    fit();
    choose(0);
    setFolded(false);
    setTabOrder(m_fold, m_tabs.empty() ? static_cast<QWidget*>(m_texts.front()) : m_tabs.front());
}

QLabel* CopyBox::makeTitle(const QString& title)
{
    auto* label = new QLabel{title, this};
    label->setFont(scaledFont(font(), 0.85, QFont::DemiBold));
    label->setContentsMargins(rhythm(*this, 0.5), 0, 0, 0);
    return label;
}

QToolButton* CopyBox::makeTab(const QString& title)
{
    auto* tab = new QToolButton{this};
    tab->setText(title);
    tab->setAccessibleName(title);
    tab->setAutoRaise(true);
    tab->setCheckable(true);
    tab->setAutoExclusive(true);
    tab->setFocusPolicy(Qt::StrongFocus);
    const int page = static_cast<int>(m_tabs.size());
    connect(tab, &QToolButton::clicked, this, [this, page] {
        choose(page);
        choseFold(false);
    });
    m_tabs.push_back(tab);
    return tab;
}

void CopyBox::addPage(const QString& title)
{
    auto* text = new QPlainTextEdit{this};
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(title);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setFont(scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.9));
    text->document()->setDocumentMargin(0);
    text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    text->setObjectName(QStringLiteral("text-%1").arg(m_texts.size()));
    connect(text->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &CopyBox::fit);
    m_texts.push_back(text);
    m_stack->addWidget(text);
}

// As high as the longest text that may show, up to the most; whole lines, so that none is cut.
void CopyBox::fit()
{
    int lines = 1;
    for (QPlainTextEdit* text : m_texts)
        lines = std::max(lines, qRound(text->document()->size().height()));
    m_stack->setFixedHeight(m_texts.front()->fontMetrics().lineSpacing() * std::min(lines, m_lines));
    // Of a text that just fits, Qt would count one line less and offer to scroll.
    for (QPlainTextEdit* text : m_texts)
        text->setVerticalScrollBarPolicy(lines > m_lines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void CopyBox::setFoldable() { m_fold->show(); }

void CopyBox::setFolded(bool folded)
{
    m_folded = folded;
    m_stack->setVisible(!folded);
    m_fold->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    const QString what = folded ? tr("Show the text") : tr("Fold the text away");
    m_fold->setToolTip(what);
    m_fold->setAccessibleName(what);
    const int side = rhythm(*this, 0.5);
    layout()->setContentsMargins(side, side, side, folded ? side : 2 * side);
}

void CopyBox::choseFold(bool folded)
{
    if (folded == m_folded)
        return;
    setFolded(folded);
    emit foldChosen();
}

void CopyBox::choose(int page)
{
    m_stack->setCurrentIndex(page);
    for (std::size_t i = 0; i < m_tabs.size(); ++i) {
        const bool chosen = static_cast<int>(i) == page;
        m_tabs[i]->setChecked(chosen);
        m_tabs[i]->setFont(scaledFont(font(), 0.85, chosen ? QFont::DemiBold : QFont::Normal));
    }
}

QString CopyBox::text() const { return m_texts.at(static_cast<std::size_t>(m_stack->currentIndex()))->toPlainText(); }

void CopyBox::setText(int page, const QString& text)
{
    QPlainTextEdit* edit = m_texts.at(static_cast<std::size_t>(page));
    if (text != edit->toPlainText())
        edit->setPlainText(text);
}

void CopyBox::setCopyIcon(const QIcon& icon)
{
    m_copy->setIcon(icon);
    m_copy->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

}  // namespace inferometer::widgets
