// SPDX-License-Identifier: GPL-3.0-or-later
// The worked example of ui/README.md: a panel with the day's extremes of the linked security. What stands between the
// marks is in that page, word for word.
#include "core/data/market_data.h"
#include "tests/ui/ui_profile.h"
#include "ui/shell/panel.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/table/column_table.h"
#include "widgets/table/data_table.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::ui;

// [example]
class RangePanel : public Panel {
  Q_OBJECT

public:
  explicit RangePanel(const Context& context, QWidget* parent = nullptr)
      : Panel(parent)
      , m_context(context)
      , m_table(new widgets::DataTable(this))
      , m_presenter(new Presenter(context, this, [this] { load(); }))
  {
    m_table->setModel(&m_model);
    setContent(m_table);
    followLink(context.links, [this](const QString& entity) {
      m_entity = entity.toStdString();
      m_presenter->reload();
    });
    m_presenter->watchMarket(
        [this](const data::MarketChange& change) { return change.entityId.empty() || change.entityId == m_entity; });
    retranslate();
    m_presenter->reload();
    catchUp();
  }
  [[nodiscard]] QString title() const override { return Tr::tr("Day range"); }
  [[nodiscard]] QString subtitle() const override { return QString::fromStdString(m_entity); }

protected:
  void retranslate() override
  {
    m_table->setAccessibleName(title());
    m_model.retranslate();
    Q_EMIT titleChanged();
  }

private:
  void load()
  {
    if (m_entity.empty()) {
      showEmpty({QStringLiteral("candles"), Tr::tr("Choose a security to see how far its days reached."), {}, {}});
      return;
    }
    data::BarRequest request;
    request.entityId = m_entity;
    m_presenter->read([data = m_context.marketData, request](TaskControl&) { return data->bars(request); },
        [this](const market::BarSeriesPtr& bars) { show(bars); });
  }
  void show(const market::BarSeriesPtr& bars)
  {
    const auto number = [bars](const std::vector<double> market::BarSeries::* column) {
      return [bars, column](std::size_t row) {
        const double value = (*bars.*column)[row];
        return widgets::TableCell{widgets::formatNumber(value, 2), value, widgets::CellTone::Neutral, {}};
      };
    };
    m_model.setContent({{[] { return Tr::tr("Low"); }, true, 80, number(&market::BarSeries::low)},
                           {[] { return Tr::tr("High"); }, true, 80, number(&market::BarSeries::high)}},
        bars->size());
    Q_EMIT titleChanged();
  }

  Context m_context;
  std::string m_entity;
  widgets::ColumnTable m_model;
  widgets::DataTable* m_table;
  Presenter* m_presenter;
};

void registerRangePanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("range");
  spec.title = [] { return Tr::tr("Day range"); };
  spec.icon = QStringLiteral("candles");
  spec.menu = QStringLiteral("market");
  spec.places = {{QStringLiteral("trading"), DockArea::Right, 5, 200, 1, true}};
  spec.create = [](const Context& context, QWidget* parent) { return new RangePanel(context, parent); };
  registry.add(std::move(spec));
}
// [example]

class TstExamplePanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void theExampleWorks()
  {
    tests::UiProfile desk;
    const auto csv = desk.data.write("a.csv",
        "date,open,high,low,close,volume,turnover\n2024-01-02,9,10.5,8,10,1000,9500\n2024-01-03,10,11.25,10,11,2000,"
        "21000\n");
    desk.import(csv, "stock_sz_000001", "平安银行");
    registerRangePanel(desk.panels);
    const std::unique_ptr<Panel> panel(desk.panels.find(QStringLiteral("range"))->create(desk.context, nullptr));
    panel->resize(300, 200);
    panel->show();
    QVERIFY(panel->state() == PanelState::Empty);
    desk.links.select(LinkColor::A, QStringLiteral("stock_sz_000001"));
    QTRY_VERIFY(panel->state() == PanelState::Content && panel->exportTable().rows.size() == 2);
    QCOMPARE(panel->exportTable().rows[1].join(u' '), QStringLiteral("10.00 11.25"));
    // New bars of the security show by themselves.
    const auto more =
        desk.data.write("b.csv", "date,open,high,low,close,volume,turnover\n2024-01-04,11,12.5,10.5,12,1000,9500\n");
    desk.import(more, "stock_sz_000001", "平安银行");
    QTRY_COMPARE(panel->exportTable().rows.size(), std::size_t{3});
  }

  void thePageShowsTheExampleAsItIs()
  {
    QFile source(qEnvironmentVariable("ZVT_SOURCE_DIR") + QStringLiteral("/tests/ui/shell/tst_example_panel.cpp"));
    QFile page(qEnvironmentVariable("ZVT_SOURCE_DIR") + QStringLiteral("/ui/README.md"));
    QVERIFY(source.open(QIODevice::ReadOnly) && page.open(QIODevice::ReadOnly));
    const QString mark = QStringLiteral("// [example]\n");
    const QString code = QString::fromUtf8(source.readAll()).section(mark, 1, 1);
    QVERIFY(code.contains(QStringLiteral("class RangePanel")));
    QVERIFY(QString::fromUtf8(page.readAll()).contains(code));
  }
};

QTEST_MAIN(TstExamplePanel)
#include "tst_example_panel.moc"
