// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-driver.h"
#include "dw-poll-plan.h"

G_BEGIN_DECLS

/* One device on a bus: which of its blocks are due, and their registers made into one report a round. One thread. */
typedef struct _DwUnitPoll DwUnitPoll;

/* Called before each request, so that commands overtake polling. */
typedef void (*DwUnitPollBetween) (gpointer data);

/* index: place on the bus, spreads slow requests over the rounds. */
DwUnitPoll *dw_unit_poll_new (const DwUnitConfig *config, guint index);
void dw_unit_poll_free (DwUnitPoll *self);
gint64 dw_unit_poll_get_device_id (const DwUnitPoll *self);
guint8 dw_unit_poll_get_unit (const DwUnitPoll *self);
DwProfile *dw_unit_poll_get_profile (DwUnitPoll *self);

/* Tells the driver how long to wait for this unit, and how to get in step with it again. */
void dw_unit_poll_prepare_driver (DwUnitPoll *self, DwModbusDriver *driver);
/* The link was opened anew: everything is due. */
void dw_unit_poll_restart (DwUnitPoll *self);
/* Whether the unit is asked in this round: a silent one is not asked in each. */
gboolean dw_unit_poll_is_due (const DwUnitPoll *self, guint64 round);
/* Asks what is due. OK: the device answered, at least with an exception; *report holds what was read, NULL when nothing was.
 * attempts: how often a request without reply is sent in all. */
DwExchange dw_unit_poll_read (DwUnitPoll *self, DwModbusDriver *driver, DwClock *clock, guint attempts, DwUnitPollBetween between, gpointer data, DwReport **report);
/* The device's own limits, when they are due; NULL otherwise or when they could not be read. */
GHashTable *dw_unit_poll_read_limits (DwUnitPoll *self, DwModbusDriver *driver, DwUnitPollBetween between, gpointer data);

/* They may have changed: read them with the next round. */
void dw_unit_poll_expect_limits (DwUnitPoll *self);

/* One block, as the profile has it, decoded into values (one for each point of the profile). */
DwExchange dw_unit_read_block (DwModbusDriver *driver, guint8 unit, const DwProfile *profile, guint block, struct DwReportValue *values, guint8 *exception);
/* All limits of the profile now: name -> double*. NULL when one group could not be read, with its outcome in *outcome. words, when not NULL, gets the
 * raw registers of each limit (four entries a limit). */
GHashTable *dw_unit_read_limits (DwModbusDriver *driver, guint8 unit, const DwProfile *profile, const DwPollPlan *plan, DwExchange *outcome, guint16 *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwUnitPoll, dw_unit_poll_free)

G_END_DECLS
