// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/secret_edit.h"

#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace inferometer::widgets {

SecretEdit::SecretEdit(QWidget* parent) : QWidget{parent}, m_input{new QLineEdit{this}}, m_reveal{new QToolButton{this}}
{
    m_input->setEchoMode(QLineEdit::Password);
    m_input->setDragEnabled(false);
    m_input->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                 | Qt::ImhNoAutoUppercase);
    m_reveal->setCheckable(true);
    m_reveal->setFocusPolicy(Qt::StrongFocus);
    connect(m_reveal, &QToolButton::toggled, this, &SecretEdit::showState);
    connect(m_input, &QLineEdit::textChanged, this, &SecretEdit::edited);
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(rhythm(*this, 0.75));
    layout->addWidget(m_input, 1);
    layout->addWidget(m_reveal);
    setFocusProxy(m_input);
    showState();
}

QString SecretEdit::text() const { return m_input->text(); }

void SecretEdit::clear()
{
    m_input->clear();
    m_reveal->setChecked(false);
}

void SecretEdit::setPlaceholderText(const QString& text) { m_input->setPlaceholderText(text); }

bool SecretEdit::isRevealed() const { return m_reveal->isChecked(); }

void SecretEdit::showState()
{
    m_input->setEchoMode(isRevealed() ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setText(isRevealed() ? tr("Hide") : tr("Show"));
    m_reveal->setAccessibleName(isRevealed() ? tr("Hide what was typed") : tr("Show what was typed"));
    m_reveal->setToolTip(m_reveal->accessibleName());
}

}  // namespace inferometer::widgets
