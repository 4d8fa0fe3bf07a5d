// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/why_pane.h"

#include "core/base/task.h"
#include "ui/bridge/executor_pool.h"
#include "ui/report/why_tree.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

QToolButton* headButton(const char* name, const char* icon, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(QLatin1String(name));
  button->setAutoRaise(true);
  button->setIcon(widgets::icon(QLatin1String(icon)));
  return button;
}

constexpr int kTellEvery = 100; ///< ms

/// Keeps how far a worker has come, for the GUI thread to look at.
class SharedProgress final : public TaskControl {
public:
  SharedProgress(CancelToken token, std::shared_ptr<std::atomic<double>> fraction)
      : m_token(std::move(token))
      , m_fraction(std::move(fraction))
  {
  }
  void progress(double fraction, std::string_view) override { m_fraction->store(fraction, std::memory_order_relaxed); }
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }

private:
  CancelToken m_token;
  std::shared_ptr<std::atomic<double>> m_fraction;
};

bool leadsSomewhere(const backtest::WhyRow& row)
{
  return row.dataRun != 0 || (row.time && !row.entityId.empty());
}

}

WhyPane::WhyPane(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel(this))
    , m_copy(headButton("copyWhyButton", "copy", this))
    , m_close(headButton("closeWhyButton", "close", this))
    , m_tree(new WhyTree(this))
    , m_state(new QLabel(this))
{
  setObjectName(QStringLiteral("whyPane"));
  if (context.profile != nullptr && context.marketData != nullptr)
    m_source = std::make_shared<backtest::ProfileSource>(*context.profile, *context.marketData);
  m_title->setFont(widgets::Theme::current().font(widgets::FontRole::Heading));
  m_tree->setObjectName(QStringLiteral("whyTree"));
  m_state->setObjectName(QStringLiteral("whyState"));
  m_state->setWordWrap(true);
  m_state->setAlignment(Qt::AlignTop | Qt::AlignLeading);
  m_state->setMargin(12);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(12, 4, 4, 4);
  head->addWidget(m_title, 1);
  head->addWidget(m_copy);
  head->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(head);
  layout->addWidget(m_tree, 1);
  layout->addWidget(m_state, 1);
  m_tree->hide();
  connect(m_close, &QToolButton::clicked, this, &WhyPane::closed);
  connect(m_copy, &QToolButton::clicked, this, &WhyPane::copy);
  connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) { follow(item); });
  connect(m_tree, &QTreeWidget::customContextMenuRequested, this, &WhyPane::showMenu);
  connect(&m_teller, &QTimer::timeout, this, &WhyPane::tellProgress);
  auto* escape = new QShortcut(Qt::Key_Escape, this);
  escape->setContext(Qt::WidgetWithChildrenShortcut);
  connect(escape, &QShortcut::activated, this, &WhyPane::closed);
  retranslate();
}

WhyPane::~WhyPane()
{
  m_cancel.cancel();
}

void WhyPane::explainFill(ResearchHub::RunPtr run, std::size_t fill)
{
  compute([run = std::move(run), fill](const backtest::WhySources& sources, TaskControl& control) {
    return backtest::whyFill(*run, fill, sources, control);
  });
}

void WhyPane::explainTrade(ResearchHub::RunPtr run, std::size_t trade)
{
  compute([run = std::move(run), trade](const backtest::WhySources& sources, TaskControl& control) {
    return backtest::whyTrade(*run, trade, sources, control);
  });
}

void WhyPane::explainOrder(ResearchHub::RunPtr run, std::size_t order)
{
  compute([run = std::move(run), order](const backtest::WhySources& sources, TaskControl& control) {
    return backtest::whyOrder(*run, order, sources, control);
  });
}

void WhyPane::clear()
{
  m_cancel.cancel();
  m_teller.stop();
  static_cast<void>(m_latest.next());
  m_root = nullptr;
  m_error = {};
  fill();
}

void WhyPane::compute(Work work)
{
  clear();
  m_cancel = CancelToken();
  m_fraction = std::make_shared<std::atomic<double>>(0);
  tellProgress();
  m_teller.start(kTellEvery);
  runAsync(
      m_context.workers->next(), this,
      [work = std::move(work), source = m_source, rules = m_context.rules, profile = m_context.profile,
          cancel = m_cancel, fraction = m_fraction] {
        SharedProgress control(cancel, fraction);
        backtest::MemorySource nothing;
        backtest::WhySources sources{source ? *source : nothing, rules, {}};
        if (profile != nullptr)
          sources.origins = [profile](const data::BarPlace& place, std::int64_t from, std::int64_t to) {
            return data::Lineage(*profile).ofBars(place, from, to);
          };
        return work(sources, control);
      },
      [this, ticket = m_latest.next()](Result<backtest::WhyRow> root) {
        if (m_latest.isCurrent(ticket))
          take(std::move(root));
      });
}

void WhyPane::tellProgress()
{
  m_state->setText(Tr::tr("Following it back to its bars… %1").arg(widgets::formatPercent(m_fraction->load(), 0)));
}

void WhyPane::take(Result<backtest::WhyRow> root)
{
  m_teller.stop();
  if (root)
    m_root = std::make_shared<const backtest::WhyRow>(*std::move(root));
  else
    m_error = std::move(root).error();
  fill();
  Q_EMIT ready();
}

void WhyPane::fill()
{
  m_tree->setVisible(m_root != nullptr);
  m_state->setVisible(m_root == nullptr);
  m_copy->setEnabled(m_root != nullptr);
  if (!m_error.code.empty())
    m_state->setText(widgets::Language::current().describe(m_error));
  m_tree->setTrace(m_root);
}

void WhyPane::follow(const QTreeWidgetItem* item)
{
  const backtest::WhyRow* row = WhyTree::rowOf(item);
  if (row == nullptr)
    return;
  if (row->dataRun != 0)
    Q_EMIT dataRunChosen(row->dataRun);
  else if (leadsSomewhere(*row))
    Q_EMIT barChosen(row->entityId, *row->time);
}

void WhyPane::copy() const
{
  if (m_root)
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(backtest::whyText(*m_root, widgets::Language::current().messages())));
}

void WhyPane::showMenu(const QPoint& position)
{
  const QTreeWidgetItem* item = m_tree->itemAt(position);
  const backtest::WhyRow* row = WhyTree::rowOf(item);
  if (row == nullptr)
    return;
  QMenu menu(this);
  QAction* go =
      menu.addAction(row->dataRun != 0 ? Tr::tr("Show where these bars came from") : Tr::tr("Show on the chart"));
  go->setEnabled(leadsSomewhere(*row));
  QAction* copyAll = menu.addAction(Tr::tr("Copy all"));
  const QAction* chosen = menu.exec(m_tree->viewport()->mapToGlobal(position));
  if (chosen == go)
    follow(item);
  else if (chosen == copyAll)
    copy();
}

void WhyPane::retranslate()
{
  m_title->setText(Tr::tr("Why?"));
  m_copy->setToolTip(Tr::tr("Copy all"));
  m_copy->setAccessibleName(m_copy->toolTip());
  m_close->setToolTip(Tr::tr("Close (Esc)"));
  m_close->setAccessibleName(Tr::tr("Close"));
  m_tree->setAccessibleName(Tr::tr("Why?"));
  fill();
}

void WhyPane::refresh()
{
  m_title->setFont(widgets::Theme::current().font(widgets::FontRole::Heading));
  m_copy->setIcon(widgets::icon(QStringLiteral("copy")));
  m_close->setIcon(widgets::icon(QStringLiteral("close")));
  fill();
}

}
