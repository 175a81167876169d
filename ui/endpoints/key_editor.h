// SPDX-License-Identifier: GPL-3.0-or-later
// Where an endpoint's key is: nowhere, in an environment variable, or in the keyring. A key in the keyring is never
// read back to the screen; what is typed here replaces it.
#pragma once

#include "core/base/secret.h"
#include "core/config/endpoints.h"
#include "ui/form/field_cell.h"

#include <QWidget>

#include <cstdint>
#include <string>

class QLabel;

namespace inferometer::widgets {
class ChoiceBox;
class SecretEdit;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class KeyEditor : public QWidget
{
    Q_OBJECT

public:
    explicit KeyEditor(QWidget* parent = nullptr);

    void setEntry(const EndpointEntry& entry);
    // Sets the entry's key reference; a key that is new to the keyring becomes the item `newItem`.
    void fill(EndpointEntry& entry, const std::string& newItem) const;
    // Empty when nothing was typed, or the key belongs elsewhere.
    Secret typedKey() const;

    // Shows what is wrong with the reference, `said` first; returns the sentence, or empty.
    QString check(const QString& said);

signals:
    void edited();

private:
    enum class Place : std::uint8_t { None, Variable, Keyring };
    Place place() const;
    void showPlace();
    QString problem() const;

    widgets::ChoiceBox* m_place;
    FieldCell m_variable;
    widgets::SecretEdit* m_key;
    QLabel* m_reason;
    std::string m_item;
};

}  // namespace inferometer::ui
