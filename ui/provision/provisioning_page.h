// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments and sites: their lists at the left, the chosen one beside them, and the editors that make and change
// them.
#pragma once

#include "core/base/time.h"
#include "core/cloud/site.h"
#include "ui/base/page.h"

#include <string>
#include <vector>

class QBoxLayout;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class DeploymentCard;
class DeploymentEditor;
class DeploymentsController;
class OffersPane;
class SavedSites;
class SiteEditor;
class SitesPane;
struct DeploymentState;

class ProvisioningPage : public Page
{
    Q_OBJECT

public:
    ProvisioningPage(Context& context, QWidget* parent);

    // Shows that one, if it is there.
    void choose(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QBoxLayout& makeList();
    QWidget* makeEmptyState();
    void connectParts();

    const DeploymentState* chosen() const;
    void fillList();
    void showChosen();
    void showPart();
    void leaveSites();
    void markRuns(DeploymentState& state) const;
    void rowChosen(int row);

    void beginNew();
    void beginOn(const SiteSpec& site);
    void editChosen();
    void closeEditor();
    void put(const std::string& name, const std::string& text, bool up);
    void remove();
    void measure();
    void destroy();
    void tellError(const Error& error);

    Context& m_context;
    DeploymentsController& m_deployments;
    QListWidget* m_list;
    QStackedWidget* m_stack;
    QWidget* m_empty;
    DeploymentCard* m_card;
    DeploymentEditor* m_editor;
    widgets::NoticeBar* m_notice;
    SavedSites* m_sites;
    SiteEditor* m_siteEditor;
    SitesPane* m_sitesPane;
    OffersPane* m_offers;
    QPushButton* m_new;
    QPushButton* m_remove;
    std::vector<std::string> m_names;  // by row
    QString m_trouble;                 // that was told last
    std::string m_name;                // the chosen one's; empty: none
    std::string m_measured;            // to be measured once it is reached
    Nanos m_runBegan{0};               // the run at hand
    bool m_editing = false;
    bool m_showsOffers = false;
};

}  // namespace inferometer::ui
