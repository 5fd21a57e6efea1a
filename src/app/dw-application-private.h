// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-application.h"
#include "dw-demo.h"
#include "dw-sound.h"

G_BEGIN_DECLS

/* For dw-application.c and its -actions and -notify halves alone. */
struct _DwApplication
{
  AdwApplication parent_instance;

  /* options */
  gboolean demo;
  char *data_dir; /* the station's folder */
  char *role;
  char *screenshot_dir;
  char *scenario;

  DwClock *clock;     /* owned */
  DwDemo *demo_child; /* owned, NULL */
  DwStation *station; /* owned */
  DwSound *sound;     /* owned */
  int status;         /* exit status */
};

void dw_application_install_actions (DwApplication *self);
void dw_application_open_window (DwApplication *self);
gboolean dw_application_set_role (DwApplication *self, const char *word);
/* Desktop notifications of urgent alarms; once, when the station is there. */
void dw_application_watch_alarms (DwApplication *self);
/* Another instance owns the program's name and works on another folder than dir. Asks the session bus. */
gboolean dw_application_stands_apart (const char *dir);
/* The folder that the options ask for. New string. */
char *dw_application_choose_dir (DwApplication *self);

G_END_DECLS
