// SPDX-License-Identifier: GPL-3.0-or-later
// The editor of one saved endpoint: fields from a table, the key's place, custom headers. Checked at every change.
#pragma once

#include "core/base/secret.h"
#include "core/config/endpoints.h"
#include "ui/form/field_cell.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace inferometer::widgets {
class PairTable;
}

namespace inferometer::ui {

class KeyEditor;
class ProxyOffer;

class EndpointForm : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointForm(QWidget* parent = nullptr);
    ~EndpointForm() override;

    // `others`: whose names and keyring items are taken.
    void setEntry(const EndpointEntry& entry, std::vector<EndpointEntry> others);
    // The same fields with what was changed in them and not saved.
    void setDraft(const EndpointEntry& draft);
    // What the fields say.
    const EndpointEntry& entry() const { return m_entry; }
    // What was typed to go into the keyring.
    Secret typedKey() const;
    // Differs from what was set.
    bool isChanged() const;

    bool isValid() const { return m_problem.isEmpty(); }
    // The first reason why not.
    const QString& problem() const { return m_problem; }
    // Why what the fields say cannot be tried out; a name that another has is no such reason.
    const QString& trialProblem() const { return m_trialProblem; }

    void focusName();
    // Files can be chosen through `dialogs`, which outlive the form.
    void askThrough(const Dialogs& dialogs);

signals:
    void changed();

private:
    void build();
    void fill(const EndpointEntry& entry);
    void addCell(const RunField& field, QVBoxLayout& column);
    void addHeading(const QString& text, QVBoxLayout& column);
    void addHeaders(QVBoxLayout& column);
    void edited();
    void check();
    void take();
    void useProxy(const QString& proxy);
    QString faultOf(std::string_view key, const std::vector<Error>& errors) const;

    EndpointEntry m_entry;
    EndpointEntry m_saved;
    std::vector<EndpointEntry> m_others;
    QString m_problem;
    QString m_trialProblem;
    std::vector<std::unique_ptr<FieldCell>> m_cells;
    KeyEditor* m_key;
    ProxyOffer* m_proxy;
    widgets::PairTable* m_headers;
    QLabel* m_headersReason;
    bool m_filling = false;
};

}  // namespace inferometer::ui
