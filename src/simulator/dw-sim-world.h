// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <complex.h>
#undef I /* One letter is too much to give away. */

#include <glib.h>

#include "dw-sim-breaker.h"
#include "dw-sim-fault.h"
#include "dw-sim-load.h"

G_BEGIN_DECLS

/* The world model: electrical nodes (a box, a circuit, a breaker, a meter) in a tree from the transformer down. Time moves only through
 * dw_sim_world_advance, in fixed steps, so that equal seeds give equal worlds whatever the machine does. No sockets and no clocks in here. */
#define DW_SIM_PHASES 3
#define DW_SIM_PROBES 4
#define DW_SIM_NOMINAL_V 230.0

typedef enum {
  DW_SIM_MODEL_NONE, /* a load without a device */
  DW_SIM_MODEL_ARCM300T,
  DW_SIM_MODEL_LX47,
  DW_SIM_MODEL_ADL400,
  DW_SIM_MODEL_DTSU666,
  DW_SIM_N_MODELS,
} DwSimModel;

#define DW_SIM_ARCM_CHANNELS 5 /* residual current, four temperatures */

/* Memory of an ARCM300T: limits, latches, captured values. */
typedef struct
{
  guint16 limits[DW_SIM_ARCM_CHANNELS]; /* mA, then °C */
  gint64 over_since_ms[DW_SIM_ARCM_CHANNELS];
  guint16 alarm; /* latched bits */
  double captured[DW_SIM_ARCM_CHANNELS];
  gboolean silenced;
  int reset_register, silence_register, trip_register; /* -1 = this device has none */
  gboolean do_inverted;
  guint under_voltage_bit;
  double over_voltage_v, under_voltage_v, over_current_a;
  gint64 out_since_ms[3]; /* over-voltage, under-voltage, over-current */
  gboolean out[3];
  double out_captured[3][DW_SIM_PHASES];
  double ct_ratio; /* registers carry the current divided by this */
} DwSimArcm;

#define DW_SIM_LX47_LIMITS 6
#define DW_SIM_LX47_RECORDS 12

/* Memory of an LX47LE-125. Limits in the units of holding registers 2…7. */
typedef struct
{
  guint16 limits[DW_SIM_LX47_LIMITS];
  gint64 out_since_ms[DW_SIM_LX47_LIMITS];
  guint8 records[DW_SIM_LX47_RECORDS]; /* newest first */
  guint8 reason;
  gboolean remote_lock;
  gboolean manual;
} DwSimLx47;

typedef struct _DwSimGateway DwSimGateway;
typedef struct _DwSimNode DwSimNode;

struct _DwSimNode
{
  char *key;
  char *name;
  DwSimModel model;
  DwSimNode *parent;     /* borrowed; NULL: fed by the transformer */
  DwSimGateway *gateway; /* borrowed; NULL: no device here */
  guint8 unit;

  /* What it is made of. */
  DwSimLoadKind load;
  DwSimSchoolKind school;
  double load_a;               /* own load per phase at the top of its curve */
  double share[DW_SIM_PHASES]; /* 0 for a phase that is not there */
  double power_factor;
  double rated_a;
  double line_ohm;
  double baseline_ma;
  int leak_phase;
  double rise_k; /* cable over box at rated current with a good joint */
  double tau_s;
  double joint[DW_SIM_PHASES];
  gboolean probe[DW_SIM_PROBES];
  int past_period_s; /* between its lines of the past; 0 = as asked for */

  /* What is true now. */
  double complex own_siemens[DW_SIM_PHASES];
  double complex siemens[DW_SIM_PHASES]; /* own and below, without its own line */
  double complex volts[DW_SIM_PHASES];   /* line side of the breaker, against the local neutral */
  double complex amps[DW_SIM_PHASES];
  double complex leak; /* mA */
  double noise[DW_SIM_PHASES];
  double leak_noise;
  double rise[DW_SIM_PHASES];
  double box_c;
  double energy_kwh;
  double energy_phase_kwh[DW_SIM_PHASES];
  double tariff_kwh[4]; /* sharp, peak, flat, valley */
  DwSimBreaker breaker;
  DwSimFaultState faults[DW_SIM_N_FAULTS];
  DwSimArcm arcm;
  DwSimLx47 lx47;
};

struct _DwSimGateway
{
  char *name;
  gboolean rtu; /* RTU frames over TCP; else Modbus TCP */
  guint16 port;
  int delay_ms;
  DwSimNode *units[256]; /* borrowed */
  DwSimFaultState faults[DW_SIM_N_FAULTS];
};

/* Told about every fault that begins or ends, with the key of its target. */
typedef void (*DwSimFaultFunc) (DwSimFaultId id, const char *target, gboolean on, gpointer data);

struct _DwSimWorld
{
  GPtrArray *nodes;    /* DwSimNode*, parents before children */
  GPtrArray *gateways; /* DwSimGateway* */
  GHashTable *by_key;  /* nodes */
  GRand *rand;
  guint32 seed;
  int utc_offset_min;
  gint64 start_ms;
  gint64 now_ms; /* world time, milliseconds UTC */
  gint64 step_ms;
  gint64 owed_ms; /* asked for but shorter than a step */
  double noise;   /* 1 = as in life, 0 = none */
  double supply_v;
  double supply_noise;
  double frequency_hz;
  double humidity; /* 0…1 */
  DwSimFaultFunc fault_func;
  gpointer fault_data;
};

DwSimWorld *dw_sim_world_new (guint32 seed, gint64 start_ms, int utc_offset_min);
void dw_sim_world_free (DwSimWorld *self);
/* Takes the node, with its parent and dw_sim_unit_init done; parents are added before their children. */
DwSimNode *dw_sim_node_new (const char *key, const char *name, DwSimModel model);
void dw_sim_node_free (DwSimNode *self);
void dw_sim_world_take_node (DwSimWorld *self, DwSimNode *node);
DwSimGateway *dw_sim_world_add_gateway (DwSimWorld *self, const char *name, gboolean rtu);
/* Settles voltages and temperatures at the values of the start, so that nothing has to warm up. */
void dw_sim_world_settle (DwSimWorld *self);
void dw_sim_world_advance (DwSimWorld *self, gint64 delta_ms);

DwSimNode *dw_sim_world_find_node (DwSimWorld *self, const char *key);
DwSimGateway *dw_sim_world_find_gateway (DwSimWorld *self, const char *name);

/* Fine steps cost nothing at the pace of a day; a world that races takes longer ones. */
void dw_sim_world_set_pace (DwSimWorld *self, double speed);

/* Local days since 1970, hour of the local day (0…24), and day of the week (0 = Monday). */
gint64 dw_sim_world_day (const DwSimWorld *self);
double dw_sim_world_hour (const DwSimWorld *self);
int dw_sim_world_weekday (const DwSimWorld *self);
int dw_sim_world_month (const DwSimWorld *self); /* 1…12 */
/* Evenly spread in -1…1 and always the same sequence for a seed. */
double dw_sim_world_noise (DwSimWorld *self);

/* True values of a node. Phases 0…2. */
double dw_sim_node_voltage (const DwSimNode *self, int phase);
double dw_sim_node_line_voltage (const DwSimNode *self, int pair); /* 0 = AB, 1 = BC, 2 = CA */
double dw_sim_node_current (const DwSimNode *self, int phase);
double dw_sim_node_neutral_current (const DwSimNode *self);
double dw_sim_node_active_w (const DwSimNode *self, int phase);
double dw_sim_node_reactive_var (const DwSimNode *self, int phase);
double dw_sim_node_apparent_va (const DwSimNode *self, int phase);
double dw_sim_node_power_factor (const DwSimNode *self, int phase);
double dw_sim_node_residual_ma (const DwSimNode *self);
/* Probes 0…2 sit on the phases, 3 in the box. NaN when the probe is absent. */
double dw_sim_node_temperature (const DwSimNode *self, int probe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSimWorld, dw_sim_world_free)

G_END_DECLS
