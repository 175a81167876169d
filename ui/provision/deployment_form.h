// SPDX-License-Identifier: GPL-3.0-or-later
// Fields in a column, for a deployment or a site. It holds nothing: what is typed goes out as values by their paths,
// and the fields show what they are given.
#pragma once

#include "ui/provision/deployment_fields.h"

#include <QWidget>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace inferometer::ui {

class DeploymentForm : public QWidget
{
    Q_OBJECT

public:
    // Its inputs are objects named "PREFIX-PATH".
    DeploymentForm(QString prefix, QWidget* parent);

    // Other fields replace those that stand there. `value` of a path; `faults` by path. What nobody has touched yet is
    // not called wrong for being empty.
    void show(const std::vector<DeploymentField>& fields, const std::function<std::string(const std::string&)>& value,
              const std::map<std::string, QString>& faults);
    // All of it was looked at: what is missing is wrong from now on.
    void touch();
    void untouch() { m_touched.clear(); }
    void focusFirst();

signals:
    void edited(const std::string& path, const std::string& value);

private:
    struct Cell
    {
        DeploymentField field;
        QWidget* input = nullptr;
        QLabel* reason = nullptr;
    };
    void build(const std::vector<DeploymentField>& fields);
    void add(const DeploymentField& field);
    QWidget* makeInput(const DeploymentField& field);
    void set(const Cell& cell, const std::string& value);
    void mark(const Cell& cell, const std::string& value, const QString& fault);
    void take(const std::string& path, const QString& text);

    const QString m_prefix;
    QVBoxLayout* m_column;
    bool m_filling = false;
    std::vector<Cell> m_cells;
    std::set<std::string> m_touched;
};

}  // namespace inferometer::ui
