// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

/// The worked examples of StockCharts' ChartSchool. Their prices are printed with fewer digits than they were computed
/// with; where that shows, the slack says how far half a digit of the input reaches.

namespace zvt::tests {

#define ZVT_RANGE "(MAX(H,REF(C,1))-MIN(L,REF(C,1)))"
#define ZVT_CHANGE "(C-REF(C,1))"
#define ZVT_GAIN "RMA(MAX(C-REF(C,1),0),14,3)"
#define ZVT_LOSS "RMA(MAX(REF(C,1)-C,0),14,3)"
// 通达信's SMA(X,n+1,2) is an EMA of n that is shown from the first bar on.
#define ZVT_MACD_LINE "(SMA(C,13,2)-SMA(C,27,2))"
#define ZVT_PPO_LINE "(100*" ZVT_MACD_LINE "/SMA(C,27,2))"

inline const std::vector<OracleCase> kStockChartsTrend{
    {"cs-adx.csv", "TR", ZVT_RANGE, 5},
    {"cs-adx.csv", "+DM 1", "IF(H-REF(H,1)>REF(L,1)-L AND H-REF(H,1)>0,H-REF(H,1),0)", 5},
    {"cs-adx.csv", "-DM 1", "IF(REF(L,1)-L>H-REF(H,1) AND REF(L,1)-L>0,REF(L,1)-L,0)", 5},
    {"cs-adx.csv", "TR14", "100*(PLUS_DM(H,L,14,1)+MINUS_DM(H,L,14,1))/(PLUS_DI(H,L,C,14,1)+MINUS_DI(H,L,C,14,1))", 5},
    {"cs-adx.csv", "+DM14", "PLUS_DM(H,L,14,1)", 5}, {"cs-adx.csv", "-DM14", "MINUS_DM(H,L,14,1)", 5},
    {"cs-adx.csv", "+DI14", "PLUS_DI(H,L,C,14,1)", 5}, {"cs-adx.csv", "-DI14", "MINUS_DI(H,L,C,14,1)", 5},
    {"cs-adx.csv", "DI 14 Diff", "ABS(PLUS_DI(H,L,C,14,1)-MINUS_DI(H,L,C,14,1))", 5},
    {"cs-adx.csv", "DI 14 Sum", "PLUS_DI(H,L,C,14,1)+MINUS_DI(H,L,C,14,1)", 5},
    {"cs-adx.csv", "DX", "DX(H,L,C,14,1)", 5}, {"cs-adx.csv", "ADX", "ADX(H,L,C,14,1)", 5},
    {"cs-cci.csv", "Typical Price", "(H+L+C)/3", 3}, {"cs-cci.csv", "20-day SMA of TP", "MA((H+L+C)/3,20)", 3},
    {"cs-cci.csv", "20-day Mean Deviation", "AVEDEV((H+L+C)/3,20)", 3},
    {"cs-cci.csv", "CCI", "CCI(H,L,C,20)", 400}, // half a digit of the price is 0.005/0.015/0.37 digits of the quotient
    {"cs-kama.csv", "ABS (Close - Close 10 periods ago)", "ABS(C-REF(C,10))"},
    {"cs-kama.csv", "ABS (Close - Prior Close)", "ABS(C-REF(C,1))"}, {"cs-kama.csv", "ER", "ER(C,10)"},
    {"cs-kama.csv", "SC", "(ER(C,10)*(2/3-2/31)+2/31)*(ER(C,10)*(2/3-2/31)+2/31)"},
    {"cs-kama.csv", "KAMA", "KAMA(C,10,2,30)", 1, 10}, // the seed is printed, too
    {"cs-macd.csv", "short_ema", "SMA(C,13,2)"}, {"cs-macd.csv", "long_ema", "SMA(C,27,2)"},
    {"cs-macd.csv", "MACD_line", ZVT_MACD_LINE, 1, 1}, {"cs-macd.csv", "MACD_line", "MACD(C).DIFF", 1, 25},
    {"cs-macd.csv", "MACD_signal", "SMA(" ZVT_MACD_LINE ",10,2)", 1, 9},
    {"cs-macd.csv", "MACD_diff", ZVT_MACD_LINE "-SMA(" ZVT_MACD_LINE ",10,2)", 1, 9},
    {"cs-percentr.csv", "Highest High (14)", "HHV(H,14)"}, {"cs-percentr.csv", "Lowest Low (14)", "LLV(L,14)"},
    {"cs-percentr.csv", "Williams_%R", "WILLR(H,L,C,14)", 40}, {"cs-ppo.csv", "12 day EMA", "SMA(C,13,2)"},
    {"cs-ppo.csv", "26 day EMA", "SMA(C,27,2)"}, {"cs-ppo.csv", "PPO", ZVT_PPO_LINE},
    {"cs-ppo.csv", "PPO", "PPO(C)", 1, 25}, {"cs-ppo.csv", "PPO_Signal_Line", "SMA(" ZVT_PPO_LINE ",10,2)"},
    {"cs-ppo.csv", "PPO_Histogram", ZVT_PPO_LINE "-SMA(" ZVT_PPO_LINE ",10,2)"},
    {"cs-psar.csv", "psar_up", "IF(SAR(H,L,0.02,0.2,0,1)<C,SAR(H,L,0.02,0.2,0,1),0/0)", 1, 14},
    {"cs-psar.csv", "psar_down", "IF(SAR(H,L,0.02,0.2,0,1)>C,SAR(H,L,0.02,0.2,0,1),0/0)", 1, 14},
    {"cs-psar.csv", "psar_up_ind", "SARTURN(H,L,0.02,0.2,0,1)>0", 1, 14},
    {"cs-psar.csv", "psar_down_ind", "SARTURN(H,L,0.02,0.2,0,1)<0", 1, 14}, {"cs-roc.csv", "ROC", "ROC(C,12)"},
    {"cs-rsi.csv", "Change", ZVT_CHANGE}, {"cs-rsi.csv", "Gain", "MAX(C-REF(C,1),0)"},
    {"cs-rsi.csv", "Loss", "MAX(REF(C,1)-C,0)"}, {"cs-rsi.csv", "Avg Gain", ZVT_GAIN, 1, 14},
    {"cs-rsi.csv", "Avg Loss", ZVT_LOSS, 1, 14}, {"cs-rsi.csv", "RS", ZVT_GAIN "/" ZVT_LOSS, 1, 15},
    {"cs-rsi.csv", "RSI", "RSI(C,14,3)", 1, 15}, {"cs-soo.csv", "Highest High (14)", "HHV(H,14)"},
    {"cs-soo.csv", "Lowest Low (14)", "LLV(L,14)"}, {"cs-soo.csv", "SO", "STOCH(H,L,C,14,1,3).K", 40},
    {"cs-soo.csv", "SO_SIG", "STOCH(H,L,C,14,1,3).D", 40}, {"cs-stochrsi.csv", "RSI", "RSI(C,14,3)", 1, 15},
    {"cs-stochrsi.csv", "RSI Highest High (14)", "HHV(RSI(C,14,3),14)", 1, 28},
    {"cs-stochrsi.csv", "RSI Lowest Low (14)", "LLV(RSI(C,14,3),14)", 1, 28},
    {"cs-stochrsi.csv", "StochRSI(14)", "STOCHRSI(C,14,14,1,3,3).K/100", 1, 28},
    {"cs-wma.csv", "WMA", "WMA(C,9)", 1, 8}, // the file begins in the middle of a longer one
};
inline const std::vector<OracleException> kStockChartsTrendExceptions{
    {"cs-kama.csv", "2/(fastest + 1)", "a constant"},
    {"cs-kama.csv", "2/(slowest + 1)", "a constant"},
};

/// Volatility, channels and volume.
inline const std::vector<OracleCase> kStockChartsVolume{};
inline const std::vector<OracleException> kStockChartsVolumeExceptions{};

}
