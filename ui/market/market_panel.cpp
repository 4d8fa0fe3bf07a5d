// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/market_panel.h"

#include "core/market/entity.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/tr.h"

#include <QAction>

namespace zvt::ui {

namespace {

/// While nothing is stored, the next step is to load something.
EmptyText noSubjectText(const Context& context, const QString& icon, const QString& purpose)
{
  const auto table = context.entities ? context.entities() : nullptr;
  if (table && table->size() > 0)
    return {icon, purpose, {}, {}};
  return {icon, purpose, Tr::tr("Load the sample data"), [actions = context.actions] {
            if (QAction* action = actions->action(QStringLiteral("data.loadSample")))
              action->trigger();
          }};
}

}

MarketPanel::MarketPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_subject(new QuoteSubject(context, data::QuoteDetail::Trades, this))
{
  connect(m_subject, &QuoteSubject::subjectChanged, this, &Panel::titleChanged);
}

void MarketPanel::start()
{
  followLink(m_context.links, [this](const QString& entityId) { showEntity(entityId); });
  retranslate();
  catchUp();
}

bool MarketPanel::showsQuote(const QString& icon, const QString& purpose)
{
  if (!m_subject->isAvailable() || m_subject->isEmpty()) {
    showEmpty(noSubjectText(m_context, icon, purpose));
    return false;
  }
  if (!m_subject->quote()) {
    showEmpty(
        {QStringLiteral("clock"), Tr::tr("Nothing is known of this security on the market's present day."), {}, {}});
    return false;
  }
  showContent();
  return true;
}

void MarketPanel::pickPrice(double price)
{
  m_context.links->pickPrice(link(), m_subject->entityId(), price);
}

QString MarketPanel::subtitle() const
{
  if (m_subject->isEmpty())
    return {};
  const QString text = nameOf(m_context, m_subject->entity()) + u' ' + codeOf(m_subject->entity());
  const auto table = m_context.entities ? m_context.entities() : nullptr;
  const auto index = table ? table->find(m_subject->entity()) : std::nullopt;
  return index && table->at(*index).synthetic ? text + QStringLiteral("  ") + Tr::tr("synthetic") : text;
}

QJsonObject MarketPanel::saveState() const
{
  return {{QStringLiteral("entity"), m_subject->entityId()}};
}

void MarketPanel::restoreState(const QJsonObject& state)
{
  const QString entity = state.value(QLatin1String("entity")).toString();
  if (!entity.isEmpty() && m_subject->isEmpty())
    showEntity(entity);
}

QString MarketPanel::copyText() const
{
  if (state() != PanelState::Content)
    return {};
  const PanelTable table = exportTable();
  QStringList lines = {table.header.join(u'\t')};
  for (const QStringList& row : table.rows)
    lines << row.join(u'\t');
  return lines.join(u'\n');
}

QList<ExportFormat> MarketPanel::exportFormats() const
{
  return state() == PanelState::Content ? QList{ExportFormat::Csv, ExportFormat::Png} : QList<ExportFormat>();
}

void MarketPanel::showEntity(const QString& entityId)
{
  m_subject->show(entityId);
}

}
