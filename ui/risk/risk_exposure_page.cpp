// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/risk_exposure_page.h"

#include "core/market/entity.h"
#include "core/trading/risk/risk_desk.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"
#include "widgets/table/sorted_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace zvt::ui {

using risk::ExposureBy;
using risk::ExposureRow;
using widgets::CellTone;
using widgets::TableCell;
using widgets::TableColumn;

namespace {

constexpr int kWays = 5;

QString moneyText(Money amount)
{
  return widgets::formatNumber(amount.toDouble(), 0);
}

QString shareText(const risk::ExposureTable& table, Money amount)
{
  const auto share = table.share(amount);
  return share ? widgets::formatPercent(*share, 1) : QString(widgets::kMissing);
}

}

RiskExposurePage::RiskExposurePage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_look(std::make_shared<const RiskExposureLook>())
    , m_byLabel(new QLabel(this))
    , m_accountLabel(new QLabel(this))
    , m_by(new QComboBox(this))
    , m_accounts(new QComboBox(this))
    , m_sums(new widgets::TextLabel({}, this))
{
  m_by->setObjectName(QStringLiteral("exposureByCombo"));
  m_accounts->setObjectName(QStringLiteral("exposureAccountCombo"));
  m_sums->setObjectName(QStringLiteral("exposureSumsLabel"));
  m_sums->setTone(widgets::TextTone::Secondary);
  m_sums->setWordWrap(true);
  m_byLabel->setBuddy(m_by);
  m_accountLabel->setBuddy(m_accounts);
  for (int way = 0; way < kWays; ++way)
    m_by->addItem(QString());
  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 6, 8, 2);
  head->addWidget(m_byLabel);
  head->addWidget(m_by);
  head->addSpacing(8);
  head->addWidget(m_accountLabel);
  head->addWidget(m_accounts);
  head->addStretch(1);
  auto* sums = new QHBoxLayout;
  sums->setContentsMargins(8, 0, 8, 4);
  sums->addWidget(m_sums, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(head);
  column->addLayout(sums);
  m_table = widgets::sortedTable(this, "exposureTable", m_sorted, m_rows);
  column->addWidget(m_table, 1);
  connect(m_by, &QComboBox::activated, this, &RiskExposurePage::asked);
  connect(m_accounts, &QComboBox::activated, this, [this](int index) {
    m_account = m_accounts->itemData(index).toString().toStdString();
    Q_EMIT asked();
  });
  retranslate();
}

risk::ExposureQuestion RiskExposurePage::question() const
{
  return {static_cast<ExposureBy>(m_by->currentIndex()), m_account};
}

RiskExposureLook RiskExposurePage::read(
    risk::RiskDesk& desk, const market::EntityTable* entities, risk::ExposureQuestion question)
{
  RiskExposureLook look;
  const risk::RiskPicture picture = desk.book().picture(question.account);
  look.accounts = desk.book().accounts();
  TradingDay newest;
  for (const auto& [name, account] : picture.accounts())
    newest = std::max(newest, account.day);
  std::set<std::string> held;
  for (const auto& [key, line] : picture.lines())
    held.insert(key.entityId);
  auto facts = desk.factsOf(std::vector(held.begin(), held.end()), newest);
  if (!facts)
    look.problem = facts.error();
  const auto currencyOf = [entities](std::string_view entityId) {
    const auto found = entities != nullptr ? entities->find(entityId) : std::nullopt;
    return found ? entities->at(*found).currency : std::string();
  };
  look.table = risk::exposureTable(picture, facts.value_or(risk::RiskLookups{}), currencyOf, question);
  look.question = std::move(question);
  return look;
}

void RiskExposurePage::take(RiskExposureLook look)
{
  if (look.question.by != question().by || look.question.account != m_account)
    return; // something else is asked by now
  const bool isSame = m_look->question.by == look.question.by && m_look->table.rows.size() == look.table.rows.size();
  m_look = std::make_shared<const RiskExposureLook>(std::move(look));
  const bool isFirst = m_rows.columns().empty();
  if (isSame && !isFirst)
    m_rows.retranslate(); // what is chosen stays chosen
  else
    m_rows.setContent(columns(), m_look->table.rows.size());
  if (isFirst)
    widgets::setColumnWidths(m_table, m_rows);
  showAccounts();
  showSums();
}

bool RiskExposurePage::isEmpty() const
{
  return m_look->table.rows.empty() && m_look->table.left.empty() && m_account.empty();
}

void RiskExposurePage::showAccounts()
{
  QStringList names;
  for (int i = 1; i < m_accounts->count(); ++i)
    names << m_accounts->itemData(i).toString();
  QStringList now;
  for (const std::string& name : m_look->accounts)
    now << QString::fromStdString(name);
  if (names != now || m_accounts->count() == 0) {
    m_accounts->clear();
    m_accounts->addItem(QString(), QString());
    for (const QString& name : now)
      m_accounts->addItem(name, name);
  }
  m_accounts->setItemText(0, Tr::tr("All accounts"));
  const int chosen = m_accounts->findData(QString::fromStdString(m_account));
  m_accounts->setCurrentIndex(std::max(0, chosen));
  if (chosen < 0)
    m_account.clear(); // it is gone
}

void RiskExposurePage::showSums()
{
  const risk::ExposureTable& table = m_look->table;
  QString text = Tr::tr("Equity %1 · gross %2 (%3) · net %4")
                     .arg(table.equity ? moneyText(*table.equity) : QString(widgets::kMissing),
                         moneyText(table.total.gross), shareText(table, table.total.gross), moneyText(table.total.net));
  if (!table.left.empty()) {
    QStringList names;
    for (const std::string& one : table.left)
      names << (one.contains('_') ? codeOf(one) : QString::fromStdString(one));
    text += QStringLiteral("\n")
        + Tr::tr("Not counted, without a price or a rate: %1").arg(names.join(QStringLiteral(", ")));
  }
  if (!m_look->problem.code.empty())
    text += QStringLiteral("\n") + widgets::Language::current().describe(m_look->problem);
  m_sums->setText(text);
  m_sums->setTone(
      table.left.empty() && m_look->problem.code.empty() ? widgets::TextTone::Secondary : widgets::TextTone::Warning);
}

QString RiskExposurePage::nameOf(const ExposureRow& row) const
{
  if (row.name.empty())
    return m_look->question.by == ExposureBy::Tag ? Tr::tr("Without a tag") : Tr::tr("Not known");
  if (m_look->question.by == ExposureBy::Security)
    return ui::nameOf(m_context, row.name) + u' ' + codeOf(row.name);
  return QString::fromStdString(row.name);
}

std::vector<TableColumn> RiskExposurePage::columns()
{
  const auto rowAt = [this](std::size_t row) -> const ExposureRow& { return m_look->table.rows[row]; };
  const auto money = [this, rowAt](Money ExposureRow::* figure) {
    return [rowAt, figure](std::size_t row) {
      const Money amount = rowAt(row).*figure;
      return TableCell{
          moneyText(amount), amount.toDouble(), amount.isNegative() ? CellTone::Warning : CellTone::Neutral, {}};
    };
  };
  return {
      {[this] { return m_by->currentText(); }, false, 120,
          [this, rowAt](std::size_t row) {
            const QString name = nameOf(rowAt(row));
            return TableCell{name, name, rowAt(row).name.empty() ? CellTone::Muted : CellTone::Neutral, name};
          }},
      {[] { return Tr::tr("Of equity"); }, true, 64,
          [this, rowAt](std::size_t row) {
            const Money amount = rowAt(row).gross;
            return TableCell{
                shareText(m_look->table, amount), m_look->table.share(amount).value_or(-1.0), CellTone::Neutral, {}};
          }},
      {[] { return Tr::tr("Share"); }, false, 56,
          [this, rowAt](std::size_t row) {
            const auto share = m_look->table.share(rowAt(row).gross);
            TableCell cell{shareText(m_look->table, rowAt(row).gross), share.value_or(-1.0), CellTone::Neutral, {}};
            cell.meter = share.value_or(0);
            return cell;
          }},
      {[] { return Tr::tr("Gross"); }, true, 80, money(&ExposureRow::gross)},
      {[] { return Tr::tr("Net"); }, true, 80, money(&ExposureRow::net)},
      {[] { return Tr::tr("By open orders"); }, true, 88, money(&ExposureRow::open)},
      {[] { return Tr::tr("Securities"); }, true, 72,
          [rowAt](std::size_t row) {
            return TableCell{QString::number(rowAt(row).securities), rowAt(row).securities, CellTone::Neutral, {}};
          }},
  };
}

void RiskExposurePage::retranslate()
{
  const QStringList ways{Tr::tr("Industry"), Tr::tr("Tag"), Tr::tr("Security"), Tr::tr("Currency"), Tr::tr("Account")};
  for (int way = 0; way < kWays; ++way)
    m_by->setItemText(way, ways[way]);
  m_byLabel->setText(Tr::tr("By", "exposure by industry, tag …"));
  m_accountLabel->setText(Tr::tr("Of", "the exposure of an account"));
  m_by->setAccessibleName(Tr::tr("Exposure by"));
  m_accounts->setAccessibleName(Tr::tr("Exposure of"));
  m_table->setAccessibleName(Tr::tr("Exposure"));
  m_rows.retranslate();
  showAccounts();
  showSums();
}

QJsonObject RiskExposurePage::state() const
{
  const std::string_view by = risk::toString(question().by);
  return {{QStringLiteral("by"), QString::fromUtf8(by.data(), qsizetype(by.size()))},
      {QStringLiteral("account"), QString::fromStdString(m_account)},
      {QStringLiteral("columns"), m_table->saveColumns()}};
}

void RiskExposurePage::restore(const QJsonObject& state)
{
  if (const auto by = risk::parseExposureBy(state.value(u"by").toString().toStdString()))
    m_by->setCurrentIndex(static_cast<int>(*by));
  m_account = state.value(u"account").toString().toStdString();
  m_table->restoreColumns(state.value(u"columns").toObject());
}

}
