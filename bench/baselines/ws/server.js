// A broadcast server on npm `ws`, as its own README has it. Speaks the same few words on stdin and stdout as the other servers
// under test: "send N" broadcasts N updates and answers "sent".
'use strict';
const readline = require('node:readline');
const { WebSocketServer, WebSocket } = require('ws');

const payload = 'x'.repeat(Number(process.argv[2]));
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 1024 }, () => {
  console.log(`port ${server.address().port}`);
});

function broadcast() {
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) client.send(payload);
  }
}

// One broadcast per turn of the event loop, so that sockets can drain in between.
function send(left) {
  if (left === 0) {
    console.log('sent');
    return;
  }
  broadcast();
  setImmediate(send, left - 1);
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [, count] = line.split(' ');
  send(Number(count));
}).on('close', () => process.exit(0));
