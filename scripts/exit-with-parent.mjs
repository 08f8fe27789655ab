// Preloaded into the web server: when the process that started it is killed, it does not stay on the port alone.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
