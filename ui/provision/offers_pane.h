// SPDX-License-Identifier: GPL-3.0-or-later
// What the named sites offer now: asked for on demand, filtered, sorted, and taken for a deployment.
#pragma once

#include "ui/base/background_job.h"
#include "ui/base/dialogs.h"
#include "ui/endpoints/secret_store.h"
#include "ui/provision/offers_model.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QPushButton;
class QTableView;

namespace inferometer::widgets {
class ValueEdit;
class WrappedText;
}  // namespace inferometer::widgets

namespace inferometer::ui {

// Whether the site makes machines, so that it has offers.
bool makesMachines(const NamedSite& site);

class OffersPane : public QWidget
{
    Q_OBJECT

public:
    // Both outlive it.
    OffersPane(SecretStore& store, const Dialogs& dialogs, QWidget* parent = nullptr);
    ~OffersPane() override;

    // Asks these anew; what was told before stands until then. `sites` make machines.
    void ask(std::vector<NamedSite> sites);

signals:
    // A deployment is wanted on the site with these settings.
    void wanted(const inferometer::SiteSpec& site);

private:
    struct Told
    {
        std::vector<OfferAt> offers;
        std::vector<std::pair<std::string, Error>> errors;  // by site
    };
    QLayout* makeHead();
    QWidget* makeFilter();
    QLayout* makeFoot();
    void setUpTable();
    void askAgain();
    void take(Told told);
    void filter();
    void showState();
    void copySelected() const;
    void useSelected();
    int selectedRow() const;

    SecretStore& m_store;
    const Dialogs& m_dialogs;
    std::vector<NamedSite> m_sites;
    Told m_told;
    bool m_isTold = false;
    OffersModel m_model;
    QTableView* m_table;
    QPushButton* m_again;
    widgets::ValueEdit* m_gpu;
    widgets::ValueEdit* m_price;
    widgets::ValueEdit* m_memory;
    QCheckBox* m_spot;
    widgets::WrappedText* m_state;
    QPushButton* m_use;
    BackgroundJob m_job;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
