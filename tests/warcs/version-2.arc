filedesc://x.arc 0.0.0.0 20050908120000 text/plain 200 - - 0 x.arc 116
2 0 Invented
URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length

http://gsn.example/a 192.0.2.7 20050908120102 text/html 200 - - 20050908120000 x.arc 77
HTTP/1.1 200 OK
Content-Type: text/html
Content-Length: 13

<p>invented


