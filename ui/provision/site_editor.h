// SPDX-License-Identifier: GPL-3.0-or-later
// One named site: its provider with the settings of that provider's row, the secrets that it names, and a test of its
// credentials. Checked at every change.
#pragma once

#include "core/cloud/named_sites.h"
#include "ui/base/background_job.h"
#include "ui/base/dialogs.h"
#include "ui/endpoints/secret_store.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace inferometer::widgets {
class WrappedText;
}

namespace inferometer::ui {

class DeploymentForm;
class SiteSecrets;

class SiteEditor : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    SiteEditor(SecretStore& store, const Dialogs& dialogs, QWidget* parent = nullptr);
    ~SiteEditor() override;

    // `saved`: as it is in the file, without a name where it is a new one; `taken`: names of others.
    void edit(const NamedSite& saved, std::vector<std::string> taken);
    // The same with what was changed in it and not saved.
    void setDraft(const NamedSite& draft);
    const NamedSite& site() const { return m_site; }
    // As it is in the file; without a name: nowhere yet.
    const std::string& name() const { return m_saved.name; }
    bool isChanged() const { return !(m_site == m_saved); }
    void focusName();

signals:
    void saveWanted();
    void discardWanted();
    void failed(const QString& text);

private:
    QWidget* makeForm();
    QWidget* makeSide();
    QLayout* makeFoot();
    std::string value(const std::string& path) const;
    void take(const std::string& path, const std::string& value);
    void check();
    void test();
    void showTested(const Result<std::string>& said);
    void showOutcome(const QString& text, QPalette::ColorRole role);
    void updateButtons();

    SecretStore& m_store;
    const Dialogs& m_dialogs;
    NamedSite m_site;
    NamedSite m_saved;
    std::vector<std::string> m_taken;
    std::map<std::string, QString> m_faults;  // by path
    QString m_siteProblem;                    // the first, but for those of its name
    QLabel* m_title;
    DeploymentForm* m_form;
    SiteSecrets* m_secrets;
    QPushButton* m_test;
    widgets::WrappedText* m_outcome;
    QPushButton* m_save;
    QPushButton* m_discard;
    BackgroundJob m_job;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
