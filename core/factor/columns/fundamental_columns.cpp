// SPDX-License-Identifier: Apache-2.0
#include "core/factor/columns/groups.h"

namespace zvt::factor {

namespace {

/// Of reports as known at each bar; those with prices take the unadjusted close of the bar.
ColumnInfo of(const char* table, std::string name, std::vector<std::string> aliases, OutputUnit unit)
{
  return {std::move(name), std::move(aliases), unit, OperatorCategory::Fundamental, table, ColumnKnown::Publication};
}

}

std::vector<ColumnInfo> fundamentalColumns()
{
  using enum OutputUnit;
  return {
      of("share_structure", "total_shares", {"总股本"}, Volume),
      of("share_structure", "float_shares", {"流通股本"}, Volume),
      of("share_structure", "market_cap", {"总市值"}, Money),
      of("share_structure", "float_market_cap", {"流通市值"}, Money),
      of("income_statement", "pe", {"市盈率", "静态市盈率"}, Score),
      of("income_statement", "pe_ttm", {"滚动市盈率", "市盈率TTM"}, Score),
      of("balance_sheet", "pb", {"市净率"}, Score),
      of("income_statement", "ps", {"市销率", "静态市销率"}, Score),
      of("income_statement", "ps_ttm", {"滚动市销率"}, Score),
      of("cash_flow_statement", "pcf", {"市现率", "静态市现率"}, Score),
      of("cash_flow_statement", "pcf_ttm", {"滚动市现率"}, Score),
      of("income_statement", "earnings_yield", {"盈利收益率"}, Ratio),
      of("income_statement", "peg", {}, Score),
      of("income_statement", "eps_ttm", {"每股收益TTM"}, Price),
      of("income_statement", "pe_percentile", {"市盈率分位"}, Ratio),
      of("balance_sheet", "pb_percentile", {"市净率分位"}, Ratio),
      of("income_statement", "ps_percentile", {"市销率分位"}, Ratio),
      of("finance_factor", "roe", {"净资产收益率"}, Ratio),
      of("income_statement", "roe_ttm", {"滚动净资产收益率"}, Ratio),
      of("income_statement", "roe_change", {}, Ratio),
      of("income_statement", "roa_ttm", {"总资产收益率"}, Ratio),
      of("income_statement", "gross_margin", {"毛利率"}, Ratio),
      of("income_statement", "operating_margin", {"营业利润率"}, Ratio),
      of("income_statement", "net_margin", {"净利率"}, Ratio),
      of("income_statement", "gross_margin_change", {}, Ratio),
      of("income_statement", "net_margin_change", {}, Ratio),
      of("income_statement", "gross_margin_quarter", {"单季毛利率"}, Ratio),
      of("income_statement", "accruals", {"应计比率"}, Ratio),
      of("income_statement", "cash_to_profit", {"净现比"}, Ratio),
      of("balance_sheet", "debt_to_equity", {"产权比率"}, Ratio),
      of("balance_sheet", "debt_to_assets", {"资产负债率"}, Ratio),
      of("balance_sheet", "current_ratio", {"流动比率"}, Score),
      of("balance_sheet", "quick_ratio", {"速动比率"}, Score),
      of("income_statement", "interest_cover", {"利息保障倍数"}, Score),
      of("balance_sheet", "goodwill_to_equity", {"商誉占净资产"}, Ratio),
      of("income_statement", "asset_turnover", {"总资产周转率"}, Score),
      of("income_statement", "inventory_turnover", {"存货周转率"}, Score),
      of("income_statement", "receivables_turnover", {"应收账款周转率"}, Score),
      of("income_statement", "revenue_ttm", {"营业收入TTM"}, Money),
      of("income_statement", "revenue_yoy", {"营业收入同比"}, Ratio),
      of("income_statement", "revenue_ttm_yoy", {}, Ratio),
      of("income_statement", "revenue_quarter_yoy", {"营业收入单季同比"}, Ratio),
      of("income_statement", "profit_ttm", {"净利润TTM"}, Money),
      of("income_statement", "profit_yoy", {"净利润同比"}, Ratio),
      of("income_statement", "profit_ttm_yoy", {}, Ratio),
      of("income_statement", "profit_quarter_yoy", {"净利润单季同比"}, Ratio),
      of("income_statement", "recurring_profit_ttm", {"扣非净利润TTM"}, Money),
      of("income_statement", "recurring_profit_yoy", {"扣非净利润同比"}, Ratio),
      of("income_statement", "recurring_profit_ttm_yoy", {}, Ratio),
      of("income_statement", "recurring_profit_quarter_yoy", {"扣非净利润单季同比"}, Ratio),
      of("cash_flow_statement", "operating_cash_ttm", {"经营现金流TTM"}, Money),
      of("cash_flow_statement", "operating_cash_yoy", {"经营现金流同比"}, Ratio),
      of("cash_flow_statement", "operating_cash_ttm_yoy", {}, Ratio),
      of("cash_flow_statement", "operating_cash_quarter_yoy", {"经营现金流单季同比"}, Ratio),
      of("income_statement", "piotroski", {"F得分", "FSCORE"}, Score),
      of("income_statement", "piotroski_roa", {}, Condition),
      of("income_statement", "piotroski_cfo", {}, Condition),
      of("income_statement", "piotroski_roa_change", {}, Condition),
      of("income_statement", "piotroski_accrual", {}, Condition),
      of("income_statement", "piotroski_leverage", {}, Condition),
      of("income_statement", "piotroski_liquidity", {}, Condition),
      of("income_statement", "piotroski_issue", {}, Condition),
      of("income_statement", "piotroski_margin", {}, Condition),
      of("income_statement", "piotroski_turnover", {}, Condition),
      of("balance_sheet", "altman_z", {"Z值"}, Score),
      of("balance_sheet", "altman_z_private", {}, Score),
      of("balance_sheet", "altman_z_general", {}, Score),
      of("balance_sheet", "altman_z_emerging", {}, Score),
      of("income_statement", "beneish_m", {"M值"}, Score),
      of("income_statement", "beneish_dsri", {}, Score),
      of("income_statement", "beneish_gmi", {}, Score),
      of("income_statement", "beneish_aqi", {}, Score),
      of("income_statement", "beneish_sgi", {}, Score),
      of("income_statement", "beneish_depi", {}, Score),
      of("income_statement", "beneish_sgai", {}, Score),
      of("income_statement", "beneish_tata", {}, Score),
      of("income_statement", "beneish_lvgi", {}, Score),
      of("cash_flow_statement", "fcff_ttm", {"自由现金流"}, Money),
      of("income_statement", "tax_rate", {"实际税率"}, Ratio),
      of("balance_sheet", "net_debt", {"净债务"}, Money),
      of("cash_flow_statement", "dcf_value", {"DCF每股价值"}, Price),
      of("cash_flow_statement", "dcf_upside", {}, Ratio),
      of("finance_factor", "good_company", {"好公司"}, Condition),
      of("finance_factor", "good_company_reports", {}, Score),
      of("finance_factor", "risky_company", {"风险公司"}, Condition),
      of("finance_factor", "risky_revenue", {}, Condition),
      of("finance_factor", "risky_profit", {}, Condition),
      of("finance_factor", "risky_current", {}, Condition),
      of("finance_factor", "risky_quick", {}, Condition),
      of("balance_sheet", "risky_assets", {}, Condition),
      of("balance_sheet", "risky_receivables", {}, Condition),
      of("industry_membership", "industry", {"行业"}, Score),
      of("industry_membership", "industry2", {"二级行业"}, Score),
  };
}

}
