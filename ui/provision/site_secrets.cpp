// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/site_secrets.h"

#include "core/cloud/named_sites.h"
#include "core/config/secret_names.h"
#include "ui/base/icon_button.h"
#include "ui/base/text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/secret_edit.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

SiteSecrets::SiteSecrets(SecretStore& store, const Dialogs& dialogs, QWidget* parent)
    : QWidget{parent}
    , m_store{store}
    , m_dialogs{dialogs}
    , m_column{new QVBoxLayout{this}}
{
    auto* title = new QLabel{tr("Secrets"), this};
    title->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    auto* what = new QLabel{tr("Each is looked for in the keyring by its name, then in the environment."), this};
    what->setForegroundRole(QPalette::PlaceholderText);
    what->setFont(widgets::scaledFont(font(), 0.85));
    what->setWordWrap(true);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(widgets::rhythm(*this, 1));
    m_column->addWidget(title);
    m_column->addWidget(what);
}

void SiteSecrets::show(const SiteSpec& site)
{
    std::vector<std::pair<std::string, QString>> asked;
    const Provider* provider = findProvider(site.provider);
    if (provider != nullptr)
        for (const SiteKey& key : provider->keys)
            if (const std::string item = siteSetting(site, key.name); namesSiteSecret(key) && isVariableName(item))
                asked.emplace_back(item, tableText(key.help));
    const auto isSame = [](const Row& row, const auto& one) { return row.item == one.first; };
    if (!std::equal(m_rows.begin(), m_rows.end(), asked.begin(), asked.end(), isSame)) {
        for (const Row& row : m_rows) {
            row.box->hide();
            row.box->deleteLater();
        }
        m_rows.clear();
        for (const auto& [item, help] : asked)
            add(item, help);
    }
    setVisible(!asked.empty());
}

void SiteSecrets::add(const std::string& item, const QString& help)
{
    const QString name = toQt(item);
    auto* box = new QWidget{this};
    auto* label = new widgets::ElidedLabel{box};
    label->setText(name);
    Row row{item,
            box,
            new QLabel{box},
            new widgets::SecretEdit{box},
            iconButton("site-secret-keep", "save", tr("Keep %1 in the keyring").arg(name), box),
            iconButton("site-secret-clear", "delete", tr("Take %1 out of the keyring").arg(name), box)};
    row.state->setObjectName(QStringLiteral("site-secret-state"));
    row.state->setWordWrap(true);
    row.state->setFont(widgets::scaledFont(font(), 0.85));
    row.state->setForegroundRole(QPalette::PlaceholderText);
    row.edit->input().setObjectName(QStringLiteral("site-secret-") + name);
    row.edit->input().setAccessibleName(tr("The secret %1").arg(name));
    row.edit->input().setToolTip(widgets::plainTip(help));
    row.edit->setPlaceholderText(tr("Paste or type it"));
    row.keep->setEnabled(false);
    row.clear->setEnabled(false);
    auto* line = new QHBoxLayout;
    line->setSpacing(widgets::rhythm(*this, 0.5));
    line->addWidget(row.edit, 1);
    line->addWidget(row.keep);
    line->addWidget(row.clear);
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.5));
    column->addWidget(label);
    column->addLayout(line);
    column->addWidget(row.state);
    m_column->addWidget(box);
    box->show();
    connect(row.edit, &widgets::SecretEdit::edited, row.keep,
            [row] { row.keep->setEnabled(!row.edit->text().trimmed().isEmpty()); });
    connect(row.keep, &QToolButton::clicked, this, [this, item] { keep(item); });
    connect(&row.edit->input(), &QLineEdit::returnPressed, row.keep, &QToolButton::click);
    connect(row.clear, &QToolButton::clicked, this, [this, item] { clear(item); });
    m_rows.push_back(row);
    look(item);
}

SiteSecrets::Row* SiteSecrets::find(const std::string& item)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&item](const Row& row) { return row.item == item; });
    return found == m_rows.end() ? nullptr : &*found;
}

void SiteSecrets::look(const std::string& item)
{
    m_store.read(item, this, [this, item](const Result<Secret>& kept) {
        Row* row = find(item);
        if (row == nullptr)
            return;
        const bool isInKeyring = kept && !kept.value().empty();
        row->clear->setEnabled(isInKeyring);
        row->edit->setPlaceholderText(isInKeyring ? tr("Type to replace") : tr("Paste or type it"));
        if (isInKeyring)
            row->state->setText(tr("In the keyring."));
        else if (environmentSecret(item))
            row->state->setText(tr("In the environment of this program."));
        else
            row->state->setText(kept || kept.error().code == Errc::NotFound
                                    ? tr("Neither in the keyring nor in the environment.")
                                    : errorText(kept.error()));
    });
}

void SiteSecrets::keep(const std::string& item)
{
    Row* row = find(item);
    const Secret typed{row == nullptr ? std::string{} : toStd(row->edit->text().trimmed())};
    if (typed.empty())
        return;
    m_store.write(item, typed, this, [this, item](const Status& written) {
        if (!written)
            emit failed(errorText(written.error()));
        Row* shown = find(item);
        if (shown == nullptr || !written)
            return;
        shown->edit->clear();
        shown->keep->setEnabled(false);
        look(item);
    });
}

void SiteSecrets::clear(const std::string& item)
{
    const Question question{tr("Take %1 out of the keyring?").arg(toQt(item)),
                            tr("Every site and endpoint that names it loses it, and what runs there can only be ended "
                               "with it. It cannot be had back from here."),
                            tr("Take it out"), tr("Keep it")};
    if (!m_dialogs.confirm(window(), question))
        return;
    m_store.remove(item, this, [this, item](const Status& removed) {
        if (!removed)
            emit failed(errorText(removed.error()));
        look(item);
    });
}

}  // namespace inferometer::ui
