// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/limit_editor.h"

#include "core/backtest/live/strategy_service.h"
#include "core/data/classification.h"
#include "core/trading/risk/risk_desk.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"

#include <QUndoCommand>

#include <algorithm>

namespace zvt::ui {

namespace {

struct Written {
  Result<void> result;
  std::vector<Error> warnings;
};

/// False: the tags cannot be told. Not on the GUI thread.
bool readTags(storage::Profile* profile, const risk::RiskLimits& limits, risk::ScopeNames& names)
{
  const auto asks = [](const auto& limit) { return !limit.scope.tag.empty(); };
  if (std::ranges::none_of(limits.limits, asks) && std::ranges::none_of(limits.approvals, asks))
    return true;
  const auto tags = profile != nullptr ? data::tagsOf(*profile) : Result<data::TagsByEntity>();
  if (!tags || profile == nullptr)
    return false;
  for (const auto& [entityId, own] : *tags)
    names.tags.insert(names.tags.end(), own.begin(), own.end());
  return true;
}

/// What has been said before is not said again.
std::vector<Error> newWarnings(
    const risk::RiskLimits& before, const risk::RiskLimits& after, const risk::ScopeNames& names)
{
  const std::vector<Error> old = risk::unknownScopes(before, names);
  std::vector<Error> warnings = risk::unknownScopes(after, names);
  std::erase_if(warnings, [&old](const Error& warning) {
    return std::ranges::any_of(old, [&warning](const Error& known) {
      return known.code == warning.code && known.field("name") == warning.field("name");
    });
  });
  return warnings;
}

}

/// Both documents as a whole. A step over limits that were changed elsewhere since (another window, a file) is dropped
/// rather than taking that back.
class LimitEditor::Step final : public QUndoCommand {
public:
  Step(LimitEditor& editor, const QString& text, risk::RiskLimits before, risk::RiskLimits after)
      : QUndoCommand(text)
      , m_editor(editor)
      , m_before(std::move(before))
      , m_after(std::move(after))
  {
  }
  void undo() override { move(m_after, m_before); }
  void redo() override { move(m_before, m_after); }

private:
  void move(const risk::RiskLimits& from, const risk::RiskLimits& to)
  {
    if (m_editor.m_isBusy || m_editor.limits() != from)
      setObsolete(true);
    else
      m_editor.write(to);
  }
  LimitEditor& m_editor;
  risk::RiskLimits m_before, m_after;
};

LimitEditor::LimitEditor(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
  m_undo.setUndoLimit(100);
}

risk::RiskLimits LimitEditor::limits() const
{
  return m_context.risk->book().limits();
}

void LimitEditor::change(const QString& text, risk::RiskLimits after)
{
  risk::RiskLimits before = limits();
  if (!m_isBusy && before != after)
    m_undo.push(new Step(*this, text, std::move(before), std::move(after)));
}

risk::ScopeNames LimitEditor::namesNow() const
{
  risk::ScopeNames names;
  names.accounts = m_context.risk->book().accounts();
  names.strategies = {"manual"}; // what people send themselves
  if (m_context.strategies != nullptr)
    for (const backtest::LiveRow& row : m_context.strategies->board()->rows)
      names.strategies.push_back(row.name);
  return names;
}

void LimitEditor::write(const risk::RiskLimits& limits)
{
  m_isBusy = true;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, folder = m_context.profileFolder, desk = m_context.risk, profile = m_context.profile,
          names = namesNow(), before = this->limits(), limits]() mutable {
        Written written;
        if (files != nullptr)
          written.result = risk::saveRiskLimits(*files, folder, limits);
        if (written.result)
          written.result = desk->setLimits(limits);
        if (written.result && readTags(profile, limits, names))
          written.warnings = newWarnings(before, limits, names);
        return written;
      },
      [this](const Written& written) {
        m_isBusy = false;
        if (!written.result)
          Q_EMIT failed(written.result.error());
        for (const Error& warning : written.warnings)
          Q_EMIT warned(warning);
        Q_EMIT changed();
      });
}

}
