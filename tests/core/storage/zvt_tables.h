// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace zvt::tests {

/// A table as ZVT has it: its columns by type, S text, F number with a fraction, I whole number, D date or time, B yes
/// or no, J JSON. Left out: what resources/schema/README.md names as different.
struct ZvtTable {
  const char* name;
  const char* columns;
};

constexpr auto kZvtTables = std::to_array<ZvtTable>({
    {"stock",
        "float_cap total_cap:F holder_modified_date:D controlling_holder controlling_holder_parent:S top_ten_ratio:F"},
    {"stock_detail",
        "industries industry_indices concept_indices area_indices:S date_of_establishment:D profile:S main_business:S "
        "issues:I price raising_fund issue_pe net_winning_rate:F"},
    {"stockhk", "south:B float_cap total_cap:F industry:S"},
    {"stockus", "float_cap total_cap:F industry:S"},
    {"index", "publisher category:S base_point:F"},
    {"indexus", "publisher category:S base_point:F"},
    {"indexhk", "publisher category:S base_point:F"},
    {"block", "category:S"},
    {"blockus", "category:S"},
    {"etf", "category:S"},
    {"fund", "advisor trustee:S operate_mode_id:I operate_mode:S underlying_asset_type_id:I underlying_asset_type:S"},
    {"country", "region capital_city:S income_level lending_type:S longitude latitude:F"},
    {"cbond", ""},
    {"future", ""},
    {"currency", ""},
    {"index_stock", "stock_id:S stock_code:S stock_name:S proportion shares market_cap:F"},
    {"block_stock", "stock_id:S stock_code:S stock_name:S"},
    {"blockus_stockus", "stock_id:S stock_code:S stock_name:S"},
    {"etf_stock", "stock_id:S stock_code:S stock_name:S proportion shares market_cap:F"},
    {"fund_stock", "stock_id:S stock_code:S stock_name:S proportion shares market_cap:F"},
    {"stock_quote", "price float_cap total_cap:F open close high low volume turnover change_pct turnover_rate:F"},
    {"stock_1m_quote",
        "price avg_price change_pct volume turnover turnover_rate:F is_limit_up near_limit_up is_limit_down:B"},
    {"stock_quote_log",
        "price:F near_limit_up:B float_cap total_cap:F open close high low volume turnover change_pct turnover_rate:F"},
    {"stockhk_quote",
        "price:F is_limit_up:B limit_up_amount:F is_limit_down:B limit_down_amount ask_amount bid_amount float_cap "
        "total_cap:F open close high low volume turnover change_pct turnover_rate:F"},
    {"stockhk_1m_quote", "price avg_price change_pct volume turnover turnover_rate:F is_limit_up is_limit_down:B"},
    {"stockus_quote",
        "price:F is_limit_up:B limit_up_amount:F is_limit_down:B limit_down_amount ask_amount bid_amount float_cap "
        "total_cap:F open close high low volume turnover change_pct turnover_rate:F"},
    {"stockus_1m_quote", "price avg_price change_pct volume turnover turnover_rate:F is_limit_up is_limit_down:B"},
    {"tick", "open close high low volume turnover ask_price bid_price:F ask_vol bid_vol:J transaction_num:I"},
    {"stock_trade_day", ""},
    {"stock_valuation",
        "capitalization circulating_cap market_cap circulating_market_cap turnover_ratio pe pe_ttm pb ps pcf:F"},
    {"etf_valuation", "pe pe1 pe_ttm pe_ttm1 pb pb1 ps ps1 pcf pcf1:F"},
    {"dividend_financing",
        "dividend_money ipo_issues ipo_raising_fund spo_issues spo_raising_fund rights_issues rights_raising_fund:F"},
    {"dividend_detail", "announce_date record_date dividend_date:D dividend:S"},
    {"spo_detail", "spo_issues spo_price spo_raising_fund:F"},
    {"rights_issue_detail", "rights_issues rights_issue_price rights_raising_fund:F"},
    {"manager_trading",
        "trading_person:S volume price holding:F trading_way manager manager_position relationship_with_manager:S"},
    {"holder_trading", "holder_name:S volume change_pct holding_pct:F"},
    {"big_deal_trading", "turnover price:F sell_broker buy_broker:S compare_rate:F"},
    {"margin_trading",
        "fin_value fin_buy_value fin_refund_value sec_value sec_sell_value sec_refund_value fin_sec_value:F"},
    {"dragon_and_tiger",
        "reason:S turnover change_pct net_in:F dep1:S dep1_in dep1_out dep1_rate:F dep5:S dep5_in dep5_out dep5_rate:F "
        "dep_1:S dep_1_in dep_1_out dep_1_rate:F dep_5:S dep_5_in dep_5_out dep_5_rate:F"},
    {"top_ten_holder",
        "report_period:S report_date:D holder_code holder_name:S shareholding_numbers shareholding_ratio change "
        "change_ratio:F"},
    {"top_ten_tradable_holder",
        "report_period:S report_date:D holder_code holder_name:S shareholding_numbers shareholding_ratio change "
        "change_ratio:F"},
    {"hk_holder", "holder_code holder_name:S share_number share_ratio:F"},
    {"institutional_investor_holder",
        "report_period:S report_date:D institutional_investor_type:S holder_code holder_name:S shareholding_numbers "
        "shareholding_ratio:F"},
    {"actor_meta", "entity_type:S exchange:S code:S name:S list_date:D end_date:D"},
    {"stock_top_ten_holder", "report_period:S report_date:D holding_numbers holding_ratio holding_values:F"},
    {"stock_top_ten_free_holder", "report_period:S report_date:D holding_numbers holding_ratio holding_values:F"},
    {"stock_institutional_investor_holder",
        "report_period:S report_date:D holding_numbers holding_ratio holding_values:F"},
    {"stock_actor_summary",
        "report_period:S report_date:D change_ratio:F is_complete:B actor_type:S actor_count:I holding_numbers "
        "holding_ratio holding_values:F"},
    {"stock_summary", "total_value total_tradable_value pe pb volume turnover turnover_rate:F"},
    {"margin_trading_summary", "margin_value margin_buy short_value short_volume total_value:F"},
    {"cross_market_summary", "buy_amount buy_volume sell_amount sell_volume quota_daily quota_daily_balance:F"},
    {"treasury_yield", "yield_2 yield_5 yield_10 yield_30:F"},
    {"economy",
        "population:I gdp gdp_per_capita gdp_per_employed gdp_growth agriculture_growth industry_growth "
        "manufacturing_growth service_growth consumption_growth capital_growth exports_growth imports_growth gni "
        "gni_per_capita gross_saving cpi unemployment_rate fdi_of_gdp:F"},
    {"stock_news", "news_code news_url news_title news_content:S news_analysis:J ignore_by_user:B"},
    {"stock_hot_topic",
        "created_timestamp:D position:I entity_ids:J news_code news_title news_content:S news_analysis:J"},
    {"limit_up_info",
        "is_new is_again_limit:B open_count:I first_limit_up_time last_limit_up_time:D order_amount:F limit_up_type:S "
        "success_rate currency_value change_pct turnover_rate:F reason high_days:S high_days_count:I"},
    {"limit_down_info", "is_new is_again_limit:B currency_value change_pct turnover_rate:F"},
    {"emotion",
        "limit_up_count limit_up_open_count:I limit_up_success_rate:F max_height continuous_power limit_down_count "
        "limit_down_open_count:I limit_down_success_rate:F"},
    {"industry_info", "industry_name description main_tag:S"},
    {"main_tag_info", "tag tag_reason:S"},
    {"sub_tag_info", "tag tag_reason main_tag:S"},
    {"hidden_tag_info", "tag tag_reason:S"},
    {"stock_tags",
        "main_tag main_tag_reason:S main_tags:J sub_tag sub_tag_reason:S sub_tags active_hidden_tags hidden_tags:J "
        "set_by_user:B"},
    {"stock_system_tags",
        "recent_reduction recent_acquisition recent_unlock recent_additional_or_rights_issue "
        "recent_positive_earnings_news recent_negative_earnings_news:B recent_dragon_and_tiger_count:I "
        "recent_violation_alert recent_positive_news recent_negative_news:B recent_news_summary:J"},
    {"stock_pool_info", "stock_pool_type stock_pool_name:S"},
    {"stock_pools", "entity_type:S stock_pool_name:S entity_ids:J"},
    {"tag_stats",
        "entity_type:S stock_pool_name main_tag:S turnover:F entity_count position:I is_main_line:B "
        "main_line_continuous_days:I entity_ids:J"},
    {"tag_quote_stats",
        "stock_pool_name main_tag:S limit_up_count limit_down_count up_count down_count:I change_pct turnover:F"},
    {"trading_plan",
        "stock_id stock_code stock_name:S trading_date:D expected_open_pct buy_price sell_price:F trading_reason "
        "trading_signal_type status review:S"},
    {"query_stock_quote_setting", "stock_pool_name:S main_tags:J"},
    {"trader_info",
        "trader_name entity_type:S start_timestamp end_timestamp:D provider level:S real_time kdata_use_begin_time:B "
        "kdata_adjust_type:S"},
    {"account_stats", "input_money:F trader_name:S cash value all_value profit profit_rate:F closing:B"},
    {"position",
        "trader_name:S long_amount available_long average_long_price short_amount available_short average_short_price "
        "profit profit_rate value:F trading_t:I"},
    {"order", "trader_name:S order_price order_amount:F order_type status:S level:S"},
    {"top_stocks",
        "entity_type:S short_count:I short_stocks:S long_count:I long_stocks:S small_vol_up_count:I "
        "small_vol_up_stocks:S big_vol_up_count:I big_vol_up_stocks:S all_stocks_count:I"},
    {"stock_1d_ma_factor", "level:S open close high low ma5 ma10 ma34 ma55 ma89 ma144 ma120 ma250:F"},
    {"stock_1d_ma_stats_factor", ""},
    {"zen_factor",
        "level:S open close high low volume turnover:F bi_di bi_ding:B bi_value bi_change bi_slope:F bi_interval:I "
        "tmp_ding tmp_di:B fenxing_power:F current_direction:S current_change:F current_interval:I current_slope "
        "current_zhongshu_y0 current_zhongshu_y1 current_zhongshu_change current_merge_zhongshu_y0 "
        "current_merge_zhongshu_y1 current_merge_zhongshu_change:F current_merge_zhongshu_level "
        "current_merge_zhongshu_interval:I tmp_direction:S opposite_change opposite_slope:F opposite_interval:I "
        "duan_state:S duan_di duan_ding:B duan_value duan_change duan_slope:F duan_interval:I zhongshu:S "
        "zhongshu_change:F bi_zhongshu:S bi_zhongshu_change:F merge_zhongshu:S merge_zhongshu_change:F "
        "merge_zhongshu_level merge_zhongshu_interval:I"},
    {"stock_money_flow",
        "close change_pct turnover_rate net_inflows net_inflow_rate net_main_inflows net_main_inflow_rate "
        "net_huge_inflows net_huge_inflow_rate net_big_inflows net_big_inflow_rate net_medium_inflows "
        "net_medium_inflow_rate net_small_inflows net_small_inflow_rate:F"},
    {"block_money_flow",
        "close change_pct turnover_rate net_inflows net_inflow_rate net_main_inflows net_main_inflow_rate "
        "net_huge_inflows net_huge_inflow_rate net_big_inflows net_big_inflow_rate net_medium_inflows "
        "net_medium_inflow_rate net_small_inflows net_small_inflow_rate:F"},
    {"index_money_flow",
        "net_inflows net_inflow_rate net_main_inflows net_main_inflow_rate net_huge_inflows net_huge_inflow_rate "
        "net_big_inflows net_big_inflow_rate net_medium_inflows net_medium_inflow_rate net_small_inflows "
        "net_small_inflow_rate:F"},
    {"balance_sheet",
        "report_period:S report_date:D total_assets total_liabilities equity cash_and_cash_equivalents "
        "accounts_receivable inventories goodwill fi_independent_liability:F"},
    {"income_statement",
        "report_period:S report_date:D operating_income investment_income total_operating_costs total_profits "
        "sales_costs managing_costs financing_costs fi_income_from_fair_value_change_of_fi_salable:F"},
    {"cash_flow_statement",
        "report_period:S report_date:D net_op_cash_flows net_investing_cash_flows net_financing_cash_flows cash "
        "fi_lending_decrease fi_bank_broker_lending_decrease fi_cash_to_agent_trade:F"},
    {"finance_factor",
        "report_period:S report_date:D basic_eps total_op_income net_profit op_income_growth_yoy net_profit_growth_yoy "
        "roe rota gross_profit_margin net_margin:F total_assets_turnover_days inventory_turnover_days "
        "receivables_turnover_days:I"},
    {"recorder_state", "state_name:S state:J"},
    {"tagger_state", "state_name:S state:J"},
    {"factor_state", "state_name:S state:J"},
});

}
