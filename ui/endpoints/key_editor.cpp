// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/key_editor.h"

#include "core/workload/endpoint_access.h"
#include "ui/base/text.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/secret_edit.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace inferometer::ui {

KeyEditor::KeyEditor(QWidget* parent)
    : QWidget{parent}
    , m_place{new widgets::ChoiceBox{this}}
    , m_variable{*findRunField("api-key-env"), *this, [this] { emit edited(); }}
    , m_key{new widgets::SecretEdit{this}}
    , m_reason{new QLabel{this}}
{
    m_place->addItems({tr("No key"), tr("Environment variable"), tr("System keyring")});
    m_place->setObjectName(QStringLiteral("endpoint-key-place"));
    m_place->setAccessibleName(tr("Where the API key is"));
    m_place->setToolTip(tr("The key itself is never written to a file: the keyring keeps it, or a variable of the "
                           "environment that this program is started from."));
    m_variable.input().setObjectName(QStringLiteral("endpoint-api-key-env"));
    m_variable.label()->hide();
    m_variable.reason().setObjectName(QStringLiteral("endpoint-api-key-env-reason"));
    m_key->input().setObjectName(QStringLiteral("endpoint-key"));
    m_key->input().setAccessibleName(tr("API key"));
    m_reason->setObjectName(QStringLiteral("endpoint-key-reason"));
    m_reason->setWordWrap(true);
    m_reason->setFont(widgets::scaledFont(font(), 0.85));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.75));
    layout->addWidget(m_place);
    layout->addWidget(&m_variable.input());
    layout->addWidget(&m_variable.reason());
    layout->addWidget(m_key);
    layout->addWidget(m_reason);
    connect(m_place, &QComboBox::currentIndexChanged, this, [this] {
        showPlace();
        emit edited();
    });
    connect(m_key, &widgets::SecretEdit::edited, this, &KeyEditor::edited);
    showPlace();
}

KeyEditor::Place KeyEditor::place() const { return static_cast<Place>(m_place->currentIndex()); }

void KeyEditor::showPlace()
{
    m_variable.input().setVisible(place() == Place::Variable);
    m_key->setVisible(place() == Place::Keyring);
    m_key->setPlaceholderText(m_item.empty() ? tr("Paste or type the key") : tr("In the keyring; type to replace"));
    if (place() != Place::Keyring)
        m_key->clear();
}

void KeyEditor::setEntry(const EndpointEntry& entry)
{
    m_item = entry.target.apiKeyKeyring;
    m_key->clear();
    m_variable.setText(toQt(entry.target.apiKeyEnv));
    m_place->setCurrentIndex(static_cast<int>(!m_item.empty()                      ? Place::Keyring
                                                  : entry.target.apiKeyEnv.empty() ? Place::None
                                                                                   : Place::Variable));
    showPlace();
}

void KeyEditor::fill(EndpointEntry& entry, const std::string& newItem) const
{
    entry.target.apiKeyEnv = place() == Place::Variable ? toStd(m_variable.text().trimmed()) : std::string{};
    entry.target.apiKeyKeyring = place() != Place::Keyring ? std::string{} : m_item.empty() ? newItem : m_item;
}

Secret KeyEditor::typedKey() const
{
    return place() == Place::Keyring ? Secret{toStd(m_key->text().trimmed())} : Secret{};
}

QString KeyEditor::problem() const
{
    if (place() == Place::Variable && m_variable.text().trimmed().isEmpty())
        return tr("Name the variable that holds the key.");
    if (place() != Place::Keyring)
        return {};
    const Secret typed = typedKey();
    if (typed.empty())
        return m_item.empty() ? tr("Type the key.") : QString{};
    return cleanKey(typed.reveal()) ? QString{} : tr("A key has no blanks or line breaks inside.");
}

QString KeyEditor::check(const QString& said)
{
    using widgets::FieldState;
    QString sentence = said.isEmpty() ? problem() : said;
    const bool variable = place() == Place::Variable;
    const auto state
        = [&sentence](bool here) { return here && !sentence.isEmpty() ? FieldState::Invalid : FieldState::Fine; };
    m_variable.show(state(variable), variable ? sentence : QString{});
    widgets::setFieldState(m_key->input(), state(!variable));
    m_reason->setForegroundRole(sentence.isEmpty() ? QPalette::PlaceholderText : QPalette::BrightText);
    const QString hint = place() == Place::Keyring ? tr("Saved in the desktop's keyring, never in a file.") : QString{};
    m_reason->setText(sentence.isEmpty() ? hint : sentence);
    m_reason->setVisible(!variable && !m_reason->text().isEmpty());
    return sentence;
}

}  // namespace inferometer::ui
