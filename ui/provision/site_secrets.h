// SPDX-License-Identifier: GPL-3.0-or-later
// The secrets that a site names: where each is found now, and one's own put into the keyring or taken out. A secret in
// the keyring is never read back to the screen.
#pragma once

#include "core/cloud/site.h"
#include "ui/base/dialogs.h"
#include "ui/endpoints/secret_store.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace inferometer::widgets {
class SecretEdit;
}

namespace inferometer::ui {

class SiteSecrets : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    SiteSecrets(SecretStore& store, const Dialogs& dialogs, QWidget* parent = nullptr);

    // What that site names, by its provider's row; what was typed for others is forgotten.
    void show(const SiteSpec& site);

signals:
    void failed(const QString& text);

private:
    struct Row
    {
        std::string item;  // of the keyring, and the variable
        QWidget* box = nullptr;
        QLabel* state = nullptr;
        widgets::SecretEdit* edit = nullptr;
        QToolButton* keep = nullptr;
        QToolButton* clear = nullptr;
    };
    void add(const std::string& item, const QString& help);
    Row* find(const std::string& item);
    void look(const std::string& item);
    void keep(const std::string& item);
    void clear(const std::string& item);

    SecretStore& m_store;
    const Dialogs& m_dialogs;
    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
};

}  // namespace inferometer::ui
