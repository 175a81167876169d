// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_form.h"

#include "ui/base/text.h"
#include "ui/endpoints/key_editor.h"
#include "ui/endpoints/proxy_offer.h"
#include "widgets/metrics.h"
#include "widgets/pair_table.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer::ui {

namespace {

// The one row that a run does not have: there it is the choice of an entry.
constexpr RunField kNameField{{"name",
                               QT_TRANSLATE_NOOP("fields", "Name"),
                               {},
                               {},
                               QT_TRANSLATE_NOOP("fields",
                                                 "What the endpoint is called here, in the run's form and behind "
                                                 "--endpoint."),
                               &memberAt<RunSpec, &RunSpec::endpoint>}};

constexpr std::array<std::string_view, 3> kMainFields{"base-url", "llm-api", "model-names"};
constexpr std::string_view kProxy = "proxy";
constexpr std::array<std::string_view, 4> kMoreFields{kProxy, "ca-file", "insecure", "extra-body"};

}  // namespace

EndpointForm::EndpointForm(QWidget* parent)
    : QWidget{parent}
    , m_key{new KeyEditor{this}}
    , m_proxy{new ProxyOffer{this}}
    , m_headers{new widgets::PairTable{tr("Header"), tr("Value"), this}}
    , m_headersReason{new QLabel{this}}
{
    build();
    connect(m_key, &KeyEditor::edited, this, &EndpointForm::edited);
    connect(m_proxy, &ProxyOffer::wanted, this, &EndpointForm::useProxy);
    connect(m_headers, &widgets::PairTable::edited, this, &EndpointForm::edited);
    setEntry({}, {});
}

EndpointForm::~EndpointForm() = default;

void EndpointForm::build()
{
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.5));
    addCell(kNameField, *column);
    for (const std::string_view key : kMainFields)
        addCell(*findRunField(key), *column);
    addHeading(tr("API key"), *column);
    column->addWidget(m_key);
    addHeading(tr("Headers of every request"), *column);
    addHeaders(*column);
    addHeading(tr("Connection and body"), *column);
    for (const std::string_view key : kMoreFields) {
        addCell(*findRunField(key), *column);
        if (key == kProxy)
            column->addWidget(m_proxy);
    }
    column->addStretch();
}

void EndpointForm::addHeading(const QString& text, QVBoxLayout& column)
{
    auto* heading = new QLabel{text, this};
    heading->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    column.addSpacing(widgets::rhythm(*this, 1.5));
    column.addWidget(heading);
}

void EndpointForm::addCell(const RunField& field, QVBoxLayout& column)
{
    auto cell = std::make_unique<FieldCell>(field, *this, [this] { edited(); });
    const QString name = QStringLiteral("endpoint-") + toQt(field.key);
    cell->input().setObjectName(name);
    cell->reason().setObjectName(name + QStringLiteral("-reason"));
    if (field.key == kNameField.key)
        cell->input().setToolTip(QCoreApplication::translate("fields", field.help.data()));
    if (cell->label()) {
        cell->label()->setContentsMargins(0, widgets::rhythm(*this, 0.5), 0, 0);
        column.addWidget(cell->label());
    }
    column.addWidget(&cell->input());
    column.addWidget(&cell->reason());
    m_cells.push_back(std::move(cell));
}

void EndpointForm::addHeaders(QVBoxLayout& column)
{
    const QString help = tr("Custom request headers. A secret does not belong here: write ${NAME} and put it into the "
                            "environment variable NAME. Delete takes a line out.");
    m_headers->setObjectName(QStringLiteral("endpoint-headers"));
    m_headers->setAccessibleName(tr("Custom headers"));
    m_headers->setAccessibleDescription(help);
    m_headers->setToolTip(help);
    m_headers->setHint(tr("Add a header"));
    m_headersReason->setObjectName(QStringLiteral("endpoint-headers-reason"));
    m_headersReason->setWordWrap(true);
    m_headersReason->setFont(widgets::scaledFont(font(), 0.85));
    m_headersReason->setForegroundRole(QPalette::BrightText);
    column.addWidget(m_headers);
    column.addWidget(m_headersReason);
}

void EndpointForm::setEntry(const EndpointEntry& entry, std::vector<EndpointEntry> others)
{
    m_saved = entry;
    m_others = std::move(others);
    fill(entry);
}

void EndpointForm::setDraft(const EndpointEntry& draft) { fill(draft); }

void EndpointForm::fill(const EndpointEntry& entry)
{
    m_filling = true;
    RunSpec spec;
    applyEndpoint(spec, entry);
    spec.target.modelNames = entry.target.modelNames;
    for (const auto& cell : m_cells)
        cell->setText(toQt(fieldText(spec, cell->field())));
    m_key->setEntry(entry);
    widgets::PairTable::Pairs pairs;
    for (const auto& [name, value] : entry.target.headers)
        pairs.emplace_back(toQt(name), toQt(value));
    m_headers->setPairs(pairs);
    m_filling = false;
    check();
    emit changed();
}

void EndpointForm::take()
{
    RunSpec spec;
    for (const auto& cell : m_cells)
        static_cast<void>(setField(spec, cell->field(), toStd(cell->text().trimmed())).ok());
    for (const auto& [name, value] : m_headers->pairs())
        spec.target.headers.emplace_back(toStd(name), toStd(value));
    m_entry = endpointOf(spec, spec.endpoint);
    std::vector<std::string> items;
    for (const EndpointEntry& other : m_others)
        items.push_back(other.target.apiKeyKeyring);
    m_key->fill(m_entry, freeName(m_entry.name, items));
}

QString EndpointForm::faultOf(std::string_view key, const std::vector<Error>& errors) const
{
    const auto named = [this](const EndpointEntry& other) { return other.name == m_entry.name; };
    if (key == kNameField.key && std::any_of(m_others.begin(), m_others.end(), named))
        return tr("Another endpoint has this name.");
    const auto found
        = std::find_if(errors.begin(), errors.end(), [key](const Error& error) { return error.field == key; });
    return found == errors.end() ? QString{} : errorText(*found);
}

void EndpointForm::check()
{
    take();
    const std::vector<Error> errors = validateEndpoint(m_entry);
    m_problem.clear();
    m_trialProblem.clear();
    const auto note = [this](const QString& fault, bool isOfName = false) {
        m_problem = m_problem.isEmpty() ? fault : m_problem;
        if (!isOfName && m_trialProblem.isEmpty())
            m_trialProblem = fault;
    };
    for (const auto& cell : m_cells) {
        const QString fault = faultOf(cell->field().key, errors);
        // An empty form is not wrong yet, only not done.
        const bool untouched = cell->text().isEmpty() && !isChanged();
        cell->show(fault.isEmpty() || untouched ? widgets::FieldState::Fine : widgets::FieldState::Invalid,
                   untouched ? QString{} : fault);
        note(fault, cell->field().key == kNameField.key);
    }
    m_proxy->follow(toQt(m_entry.target.baseUrl), toQt(m_entry.target.proxy));
    note(m_key->check(faultOf("api-key-env", errors)));
    const QString headers = faultOf("headers", errors);
    widgets::setFieldState(*m_headers, headers.isEmpty() ? widgets::FieldState::Fine : widgets::FieldState::Invalid);
    m_headersReason->setText(headers);
    m_headersReason->setVisible(!headers.isEmpty());
    note(headers);
}

void EndpointForm::useProxy(const QString& proxy)
{
    const auto cell
        = std::find_if(m_cells.begin(), m_cells.end(), [](const auto& one) { return one->field().key == kProxy; });
    (*cell)->setText(proxy);
    (*cell)->input().setFocus();
}

void EndpointForm::edited()
{
    if (m_filling)
        return;
    check();
    emit changed();
}

Secret EndpointForm::typedKey() const { return m_key->typedKey(); }

bool EndpointForm::isChanged() const { return !typedKey().empty() || toYaml({m_entry}) != toYaml({m_saved}); }

void EndpointForm::askThrough(const Dialogs& dialogs)
{
    for (const auto& cell : m_cells)
        cell->askThrough(dialogs);
}

void EndpointForm::focusName() { m_cells.front()->input().setFocus(); }

}  // namespace inferometer::ui
