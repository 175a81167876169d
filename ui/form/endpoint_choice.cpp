// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/endpoint_choice.h"

#include "core/config/endpoints.h"
#include "ui/base/text.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/form/field_form.h"
#include "ui/form/model_menu.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace inferometer::ui {

namespace {

// What an entry decides; the model may still be another one of the same endpoint.
const std::set<std::string_view> kLocked{"llm-api", "base-url", "api-key-env", "proxy",
                                         "ca-file", "insecure", "extra-body"};

constexpr auto kKeyVariable = "INFEROMETER_API_KEY";

}  // namespace

EndpointChoice::EndpointChoice(SavedEndpoints& endpoints, FieldForm& form, QWidget* parent)
    : QWidget{parent}
    , m_endpoints{endpoints}
    , m_form{form}
    , m_box{new widgets::ChoiceBox{this}}
    , m_reason{new QLabel{this}}
    , m_models{new ModelMenu{*form.findChild<QLineEdit*>(QStringLiteral("model-names"))}}
{
    setFocusProxy(m_box);
    m_box->setObjectName(QStringLiteral("endpoint"));
    m_box->setAccessibleName(tr("Saved endpoint"));
    m_box->setToolTip(
        tr("<p>An endpoint from the Endpoints page fills the fields below; “Custom” leaves them to you.</p>"
           "<p><code>--endpoint</code></p>"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reason->setObjectName(QStringLiteral("endpoint-reason"));
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setForegroundRole(QPalette::BrightText);
    m_reason->setFont(widgets::scaledFont(font(), 0.85));
    m_reason->hide();
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addWidget(m_box);
    layout->addWidget(m_reason);
    fillBox();
    connect(m_box, &QComboBox::activated, this, &EndpointChoice::chosen);
    connect(&m_endpoints, &SavedEndpoints::changed, this, &EndpointChoice::endpointsChanged);
    connect(m_models, &ModelMenu::wanted, this, &EndpointChoice::askForModels);
    connect(m_models, &ModelMenu::failed, this,
            [this](const Error& error) { m_form.mark(error.about("model-names")); });
}

void EndpointChoice::fillBox()
{
    const QString name = toQt(m_form.spec().endpoint);
    m_box->clear();
    m_box->addItem(tr("Custom: the fields below"), QString{});
    for (const EndpointEntry& entry : m_endpoints.entries())
        m_box->addItem(toQt(entry.name), toQt(entry.name));
    m_box->insertSeparator(m_box->count());
    m_box->addItem(tr("Add an endpoint…"));
    m_box->setCurrentIndex(std::max(0, m_box->findData(name)));
}

void EndpointChoice::chosen(int index)
{
    if (index == m_box->count() - 1) {
        m_box->setCurrentIndex(std::max(0, m_box->findData(toQt(m_form.spec().endpoint))));
        emit m_endpoints.newWanted();
        return;
    }
    const std::string name = toStd(m_box->itemData(index).toString());
    RunSpec spec = m_form.spec();
    if (!name.empty())
        spec.target.modelNames.clear();
    spec.target.headers.clear();  // the form does not show them: they are the old endpoint's
    apply(std::move(spec), name);
}

void EndpointChoice::setSpec(const RunSpec& spec) { apply(spec, spec.endpoint); }

void EndpointChoice::apply(RunSpec spec, const std::string& name)
{
    const EndpointEntry* entry = m_endpoints.find(name);
    showReason(name.empty() || entry ? QString{} : tr("There is no saved endpoint “%1”.").arg(toQt(name)));
    const std::string asked = spec.target.modelNames;
    if (entry) {
        applyEndpoint(spec, *entry);
        spec.target.modelNames = asked.empty() ? entry->target.modelNames : asked;
        m_listed = entry->target.modelNames;
    } else {
        spec.endpoint.clear();
        spec.target.apiKeyKeyring.clear();
    }
    m_form.lock(entry ? kLocked : std::set<std::string_view>{},
                tr("The saved endpoint says so; change it on the Endpoints page, or choose Custom."));
    m_form.setSpec(spec);
    m_box->setCurrentIndex(std::max(0, m_box->findData(toQt(spec.endpoint))));
}

void EndpointChoice::endpointsChanged()
{
    RunSpec spec = m_form.spec();
    const std::string name = spec.endpoint;
    if (!name.empty()) {
        spec.target.modelNames = spec.target.modelNames == m_listed ? std::string{} : spec.target.modelNames;
        spec.target.headers.clear();
        apply(std::move(spec), name);
    }
    fillBox();
}

RunSpec EndpointChoice::runSpec() const
{
    RunSpec spec = m_form.spec();
    spec.endpoint.clear();
    return spec;
}

QString EndpointChoice::command() const
{
    const RunSpec full = runSpec();
    const EndpointEntry* entry = m_endpoints.find(m_form.spec().endpoint);
    RunSpec spec = full;
    // An entry's model cannot be taken back on the command line.
    if (entry && (!full.target.modelNames.empty() || entry->target.modelNames.empty())) {
        applyEndpoint(spec, endpointOf(RunSpec{}, entry->name));
        spec.target.modelNames
            = full.target.modelNames == entry->target.modelNames ? std::string{} : full.target.modelNames;
    }
    if (full.target.apiKeyKeyring.empty())
        return shellLines(toQt(commandLine(spec)));
    // A terminal has no keyring: it asks for the key, and shows and keeps nothing of it.
    spec.target.apiKeyEnv = kKeyVariable;
    return QStringLiteral("read -rs %1 && export %1\n").arg(QLatin1String{kKeyVariable})
        + shellLines(toQt(commandLine(spec)));
}

void EndpointChoice::askForModels()
{
    RunSpec spec = runSpec();
    spec.target.modelNames.clear();
    m_endpoints.withKey(spec.target.apiKeyKeyring, this, [this, spec](const Result<Secret>& key) {
        if (key)
            return m_models->ask(spec, key.value());
        m_models->close();
        m_form.mark(key.error().about("model-names"));
    });
}

void EndpointChoice::showReason(const QString& reason)
{
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

}  // namespace inferometer::ui
